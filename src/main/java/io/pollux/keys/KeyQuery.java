package io.pollux.keys;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import java.util.Optional;

/**
 * Which keys a page wants to see.
 *
 * @param text a part of label, masked key, project or note, in any case, or one whole key; empty for all
 * @param state what the table says of it
 * @param kind the pool
 * @param sort the column
 * @param project the name of a Google project; {@link #NO_PROJECT} for those of which nobody has named one
 * @param tag a group that the operator counts it among
 * @param first how many rows to leave out
 * @param size how many rows at most
 */
public record KeyQuery(
        String text,
        State state,
        Optional<KeyKind> kind,
        Optional<String> project,
        Optional<String> tag,
        Sort sort,
        int first,
        int size) {
    /** No project is called so: names are stripped. */
    public static final String NO_PROJECT = "";

    /** Of any project and group. */
    public KeyQuery(String text, State state, Optional<KeyKind> kind, Sort sort, int first, int size) {
        this(text, state, kind, Optional.empty(), Optional.empty(), sort, first, size);
    }

    /** All keys in the order they were added. */
    public static KeyQuery all(int size) {
        return new KeyQuery("", State.ANY, Optional.empty(), Sort.ascending(Column.ID), 0, size);
    }

    /** What a key may be, as far as the table knows: cooling is known to the pool only. */
    public enum State {
        ANY("1 = 1"),
        IN_USE("k.enabled = true AND k.refusal IS NULL"),
        REFUSED("k.enabled = true AND k.refusal IS NOT NULL"),
        /** Google has failed them of late, so that they may soon be set aside. */
        FAILING("k.enabled = true AND k.refusal IS NULL AND k.failures > 0"),
        OFF("k.enabled = false"),
        INVALID(Refusal.INVALID),
        LEAKED(Refusal.LEAKED),
        SUSPENDED(Refusal.SUSPENDED),
        DENIED(Refusal.DENIED),
        UNAUTHENTICATED(Refusal.UNAUTHENTICATED);

        private final String condition;
        private final Optional<Refusal> refusal;

        State(String condition) {
            this.condition = condition;
            this.refusal = Optional.empty();
        }

        State(Refusal why) {
            this.condition = "k.enabled = true AND k.refusal = :refusal";
            this.refusal = Optional.of(why);
        }

        /** Those that are switched on and that Google refuses for that. */
        public static State of(Refusal why) {
            return valueOf(why.name());
        }

        String condition() {
            return condition;
        }

        Optional<Refusal> refusal() {
            return refusal;
        }
    }

    /** What may be sorted by. */
    public enum Column {
        ID("id"),
        LABEL("label"),
        MASKED("masked"),
        KIND("kind"),
        PROJECT("project"),
        ENABLED("enabled"),
        REFUSAL("refusal"),
        CREATED("createdAt"),
        LAST_USED("lastUsedAt"),
        USES("uses"),
        FAILURES("failures"),
        LAST_FAILURE("lastFailureAt");

        private final String attribute;

        Column(String attribute) {
            this.attribute = attribute;
        }
    }

    /** Column and direction. Rows that are equal in it come in the order they were added. */
    public record Sort(Column column, boolean descending) {
        public static Sort ascending(Column column) {
            return new Sort(column, false);
        }

        public static Sort descending(Column column) {
            return new Sort(column, true);
        }

        String clause() {
            String direction = descending ? " DESC" : "";
            String number = " ORDER BY k.id" + direction;
            // Never twice by the number: H2 loses columns of rows that it sorts on disk by one column twice.
            return column == Column.ID ? number : " ORDER BY k." + column.attribute + direction + ", k.id" + direction;
        }
    }
}
