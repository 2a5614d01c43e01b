package io.pollux.journal;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Usage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of t_request_log: an attempt, and in a call's last one what there is to say of the call. */
record RequestRow(CallLine call, CallAttempt attempt) {
    static final String COLUMNS = "id, request_time, model_name, api_key, is_success, status_code, latency_ms, call_id,"
            + " attempt, caller, caller_name, dialect, operation, key_id, egress, first_byte_ms, prompt_tokens,"
            + " cached_tokens, output_tokens, thought_tokens, total_tokens, ending, fault, failure, passed_over, waited_ms";

    static RequestRow of(Cells cells) throws SQLException {
        long id = cells.id();
        Instant at = cells.time();
        String model = cells.text();
        String key = cells.key();
        boolean success = cells.yes();
        int status = cells.number();
        Duration took = cells.millis();
        String callId = cells.text();
        int number = cells.number();
        String client = cells.text();
        String clientName = cells.text();
        String dialect = cells.text();
        String operation = cells.text();
        long keyId = cells.id();
        String egress = cells.text();
        Duration firstByte = cells.millis();
        Usage usage = new Usage(cells.number(), cells.number(), cells.number(), cells.number(), 0, cells.number());
        Optional<Ending> ending = cells.ending().or(() -> gone(callId, success));
        String fault = cells.text();
        String failure = cells.text();
        CallAttempt attempt =
                new CallAttempt(number, key, keyId, egress, status, at, firstByte, took, fault, failure, cells.text());
        CallLine call = new CallLine(
                new Place(at, Place.Origin.REQUEST, id),
                callId,
                at,
                client,
                clientName,
                dialect,
                operation,
                model,
                ending,
                status,
                failure,
                cells.millis(),
                usage,
                List.of());
        return new RequestRow(call, attempt);
    }

    /** What rows of gemini-balance say of the end of a call. */
    private static Optional<Ending> gone(String callId, boolean success) {
        return callId.isEmpty() ? Optional.of(success ? Ending.COMPLETE : Ending.FAILED) : Optional.empty();
    }
}
