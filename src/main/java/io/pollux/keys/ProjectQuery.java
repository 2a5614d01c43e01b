package io.pollux.keys;

/**
 * Which projects a page wants to see, of those that somebody has named.
 *
 * @param text a part of the name, in any case; empty for all
 * @param first how many to leave out
 * @param size how many at most
 */
public record ProjectQuery(String text, Sort sort, int first, int size) {
    /** What may be sorted by; those that are equal come by name. */
    public enum Sort {
        NAME("LOWER(project), project"),
        KEYS("COUNT(*) DESC, project"),
        REFUSED("SUM(CASE WHEN enabled = TRUE AND refusal IS NOT NULL THEN 1 ELSE 0 END) DESC, project"),
        USES("SUM(uses) DESC, project");

        private final String clause;

        Sort(String clause) {
            this.clause = clause;
        }

        String clause() {
            return clause;
        }
    }
}
