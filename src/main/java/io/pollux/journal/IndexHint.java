package io.pollux.journal;

/**
 * Which index leads to many rows of the log, by time. Where a good part of a table is asked for, MariaDB and MySQL would go
 * through all of it and sort that; whoever only wants the newest must not wait for the oldest. Written as a comment that
 * the two obey and H2 passes over.
 */
final class IndexHint {
    private static final String BY = " /*! FORCE INDEX (%s) */";

    private IndexHint() {}

    static String toRequests(LogQuery query) {
        if (!query.callId().isEmpty()) {
            return "";
        }
        if (!query.key().isEmpty()) {
            return BY.formatted(isNumber(query.key()) ? "ix_request_log_key_id" : "ix_request_log_key");
        }
        if (query.client().indexOf(' ') >= 0) {
            return BY.formatted("ix_request_log_client");
        }
        return BY.formatted(query.status() == 0 ? "ix_request_log_time" : "ix_request_log_status");
    }

    static String toRefusals(LogQuery query) {
        return query.callId().isEmpty() ? BY.formatted("ix_error_logs_attempt") : "";
    }

    static String toErrors(LogQuery query) {
        if (!query.callId().isEmpty()) {
            return "";
        }
        if (!query.key().isEmpty()) {
            return BY.formatted(isNumber(query.key()) ? "ix_error_logs_key_id" : "ix_error_logs_key");
        }
        return BY.formatted(query.status() == 0 ? "ix_error_logs_time" : "ix_error_logs_code");
    }

    private static boolean isNumber(String key) {
        return key.matches("\\d{1,18}");
    }
}
