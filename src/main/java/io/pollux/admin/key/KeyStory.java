package io.pollux.admin.key;

import io.pollux.admin.KeyFilter;
import io.pollux.admin.KeyRow;
import io.pollux.admin.Office;
import io.pollux.journal.ModelTally;
import io.pollux.journal.TookTooLong;
import io.pollux.keys.KeyEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All there is to say of a key.
 *
 * @param id its number
 * @param row empty when it is gone
 * @param models what it was used for in the last {@link #SPAN}; empty as well when that could not be counted in time
 * @param late whether it could not
 * @param events what became of it, the newest first
 */
public record KeyStory(long id, Optional<KeyRow> row, List<ModelTally> models, boolean late, List<KeyEvent> events) {
    static final Duration SPAN = Duration.ofDays(7);

    static KeyStory of(Office office, long id) {
        Optional<KeyRow> row = office.keys().find(id).map(key -> KeyRow.of(office, key));
        List<KeyEvent> events = office.keys().catalogue().history(id);
        try {
            List<ModelTally> models =
                    office.logs().models(id, office.clock().instant().minus(SPAN));
            return new KeyStory(id, row, models, false, events);
        } catch (TookTooLong searching) {
            return new KeyStory(id, row, List.of(), true, events);
        }
    }

    /** The address of its calls, and of its errors. */
    public String calls() {
        return "/logs?span=all&key=" + id;
    }

    public String errors() {
        return "/logs?view=errors&span=all&key=" + id;
    }

    /** The address of the keys of its project. */
    public String project() {
        return KeyFilter.ofProject(
                row.map(KeyRow::projectName).map(String::strip).orElse(""));
    }

    /** How much of what is used most a model is used, for the bar beside it. */
    public int share(ModelTally model) {
        long most = models.stream().mapToLong(ModelTally::attempts).max().orElse(1);
        return (int) (model.attempts() * 100 / Math.max(1, most));
    }

    /** The colour of what became of it. */
    public static String tone(KeyEvent event) {
        return switch (event.kind()) {
            case REFUSED, DELETED -> "bad";
            case BENCHED -> "wait";
            case DISABLED -> "off";
            case ENABLED, RESTORED, FORGIVEN, RETURNED, LIFTED, UNLIMITED -> "good";
            case MOVED, LIMITED -> "off";
        };
    }
}
