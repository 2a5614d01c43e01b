package io.pollux.settings;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the history of settings.
 *
 * @param before the text that was stored; empty when none was, and always for a secret
 * @param after the text that is stored since; empty when none is, and always for a secret
 * @param secret the values are not kept, so that it cannot be reverted
 */
public record SettingChange(
        long id, Instant at, String who, String name, Optional<String> before, Optional<String> after, boolean secret) {

    /** The edit that takes it back. */
    Edit back(String undoer) {
        Edit edit = Edit.by(undoer);
        return before.map(text -> edit.set(name, text)).orElseGet(() -> edit.reset(name));
    }
}
