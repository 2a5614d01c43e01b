package io.pollux.settings;

/**
 * How a setting stands at one moment, fit to be shown: secrets are masked.
 *
 * @param text the value that counts, as {@link Setting#parse} reads it, secrets masked; empty for what is kept elsewhere
 * @param source where that value comes from
 * @param stored whether a row of t_settings holds it, which {@link Edit#reset} would take away
 * @param otherwise what counts when nothing is stored: the environment's value or else the default, secrets masked
 * @param hold why it cannot be changed
 * @param version another one after every change; goes into {@link Edit#seen}
 */
public record SettingView(
        Setting<?> setting, String text, Source source, boolean stored, String otherwise, Hold hold, String version) {

    /** Whether {@link SettingsDesk#change(Edit)} takes it. */
    public boolean changeable() {
        return hold == Hold.NONE;
    }

    /** What keeps a setting from being changed. */
    public enum Hold {
        NONE,
        /** Read from the environment only. */
        ENVIRONMENT_ONLY,
        /** Given by the environment, which wins here. */
        ENVIRONMENT_WINS,
        /** Kept elsewhere since the first start. */
        ELSEWHERE
    }
}
