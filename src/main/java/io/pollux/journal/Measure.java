package io.pollux.journal;

/** By which figure calls can be sorted. */
public enum Measure {
    TOOK,
    FIRST_BYTE,
    TOKENS,
    ATTEMPTS;

    private static final String OWN = "COALESCE(r.latency_ms, 0) + COALESCE(r.waited_ms, 0)";
    private static final String ALL = "(SELECT COALESCE(SUM(COALESCE(a.latency_ms, 0) + COALESCE(a.waited_ms, 0)), 0)"
            + " FROM t_request_log a WHERE a.call_id = r.call_id)";

    /** Out of the row r of t_request_log. */
    String sql(Anchor anchor) {
        return switch (this) {
            case TOOK -> whole(anchor);
            case FIRST_BYTE ->
                "CASE WHEN " + last(anchor, "first_byte_ms") + " = 0 THEN 0 ELSE " + whole(anchor) + " - "
                        + last(anchor, "latency_ms") + " + " + last(anchor, "first_byte_ms") + " END";
            case TOKENS -> last(anchor, "total_tokens");
            case ATTEMPTS -> "GREATEST(1, " + last(anchor, "attempt") + ")";
        };
    }

    /** Out of the row r of t_error_logs that stands for a call which no key was tried for. */
    String sqlOfRefusal() {
        return this == TOOK ? "COALESCE(r.waited_ms, 0)" : "0";
    }

    /** All attempts one after the other and the waiting in between, as {@link CallLine#took()} has it. */
    private static String whole(Anchor anchor) {
        return anchor == Anchor.LAST
                ? "CASE WHEN r.attempt > 1 THEN " + ALL + " ELSE " + OWN + " END"
                : "CASE WHEN r.call_id IS NULL THEN " + OWN + " ELSE " + ALL + " END";
    }

    /** What the row of the last attempt says. */
    private static String last(Anchor anchor, String column) {
        return anchor == Anchor.LAST
                ? "COALESCE(r." + column + ", 0)"
                : "COALESCE((SELECT MAX(a." + column + ") FROM t_request_log a WHERE a.call_id = r.call_id"
                        + " AND a.ending IS NOT NULL), r." + column + ", 0)";
    }

    /** Which of a call's attempts the row is that was looked for. */
    enum Anchor {
        LAST,
        ANY
    }
}
