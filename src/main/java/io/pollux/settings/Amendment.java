package io.pollux.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An edit at work on the rows of one transaction: first everything that could speak against it, then the writing.
 *
 * @param basis what counts where no row does: the environment's values and the defaults
 */
record Amendment(Edit edit, Settings basis, Rows rows, Instant now) {

    /**
     * Returns what has been changed; what stands already is no change, whoever brought it there.
     *
     * @throws BadSetting at a value that cannot be right
     * @throws ChangedMeanwhile when it is not what the editor saw
     */
    List<SettingChange> carryOut(Map<Setting<?>, Optional<String>> wishes) {
        Map<Setting<?>, Optional<String>> due = new LinkedHashMap<>();
        wishes.forEach((setting, wish) -> {
            Optional<String> after = wish.map(text -> normal(setting, text));
            if (!stands(setting, after)) {
                due.put(setting, after);
            }
        });
        refuseOutdated(due);
        List<SettingChange> changes = new ArrayList<>();
        due.forEach((setting, after) -> changes.add(carryOut(setting, after)));
        return changes;
    }

    /** A default that nobody has stored stays one, also when all settings are handed back together. */
    private boolean stands(Setting<?> setting, Optional<String> after) {
        return rows.holds(setting)
                ? after.equals(rows.plain(setting))
                : after.isEmpty() || after.get().equals(basis.text(setting));
    }

    private String normal(Setting<?> setting, String text) {
        String standing = rows.plain(setting).orElseGet(() -> basis.text(setting));
        return normalized(setting, Mask.resolve(setting, text, standing));
    }

    static <T> String normalized(Setting<T> setting, String text) {
        return setting.write(setting.parse(text));
    }

    private void refuseOutdated(Map<Setting<?>, Optional<String>> due) {
        List<String> outdated = due.keySet().stream()
                .filter(setting -> edit.seen().containsKey(setting.name()))
                .filter(setting -> !edit.seen().get(setting.name()).equals(rows.version(setting)))
                .map(Setting::name)
                .toList();
        if (!outdated.isEmpty()) {
            throw new ChangedMeanwhile(outdated);
        }
    }

    private SettingChange carryOut(Setting<?> setting, Optional<String> after) {
        Optional<String> before = rows.plain(setting);
        after.ifPresentOrElse(text -> rows.write(setting, text), () -> rows.remove(setting));
        boolean secret = setting.secret();
        return new SettingChange(
                0,
                now,
                edit.who(),
                setting.name(),
                secret ? Optional.empty() : before,
                secret ? Optional.empty() : after,
                secret);
    }
}
