package io.pollux.admin;

import io.pollux.exchange.Ending;
import io.pollux.journal.CallAttempt;
import io.pollux.journal.CallLine;
import io.pollux.journal.ErrorLine;
import io.pollux.journal.LogPage;
import io.pollux.journal.LogQuery;
import io.pollux.journal.LogReader;
import io.pollux.journal.Place;
import io.pollux.journal.Stretch;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of the log as a file, read a piece at a time, so that neither memory nor the database bears all at once. */
final class LogFile {
    static final int MOST = 50_000;
    private static final int PIECE = 1_000;

    private final LogReader logs;
    private final LogQuery query;
    private final Stretch.Direction direction;
    private final Csv csv;

    LogFile(LogReader logs, LogQuery query, Stretch.Direction direction, Appendable out) {
        this.logs = logs;
        this.query = query;
        this.direction = direction;
        this.csv = new Csv(out);
    }

    void calls() throws IOException {
        csv.line(
                "time",
                "call",
                "client",
                "client_name",
                "dialect",
                "operation",
                "model",
                "outcome",
                "status",
                "attempts",
                "keys",
                "failures",
                "first_byte_ms",
                "total_ms",
                "waited_ms",
                "prompt_tokens",
                "cached_tokens",
                "output_tokens",
                "thought_tokens",
                "total_tokens");
        write(stretch -> logs.calls(query, stretch), CallLine::place, this::call);
    }

    void errors() throws IOException {
        csv.line(
                "time",
                "call",
                "attempt",
                "client",
                "client_name",
                "dialect",
                "type",
                "model",
                "key",
                "egress",
                "status",
                "fault",
                "concluded",
                "words");
        write(stretch -> logs.errors(query, stretch), ErrorLine::place, this::error);
    }

    private <T> void write(Function<Stretch, LogPage<T>> reading, Function<T, Place> place, Line<T> line)
            throws IOException {
        Optional<Place> beyond = Optional.empty();
        boolean more = true;
        for (int written = 0; more && written < MOST; written += PIECE) {
            LogPage<T> page = reading.apply(new Stretch(beyond, direction, PIECE));
            for (T row : page.rows()) {
                line.write(row);
                beyond = Optional.of(place.apply(row));
            }
            more = page.more();
        }
    }

    private void call(CallLine call) throws IOException {
        csv.line(
                call.at(),
                call.callId(),
                call.client(),
                call.clientName(),
                call.dialect(),
                call.operation(),
                call.model(),
                call.ending().map(Ending::name).orElse(""),
                call.status(),
                call.attempts().size(),
                joined(call, CallAttempt::maskedKey),
                joined(call, CallAttempt::failure),
                call.firstByte().toMillis(),
                call.took().toMillis(),
                call.waited().toMillis(),
                call.usage().prompt(),
                call.usage().cached(),
                call.usage().candidates(),
                call.usage().thoughts(),
                call.usage().total());
    }

    private void error(ErrorLine error) throws IOException {
        csv.line(
                error.at(),
                error.callId(),
                error.attempt(),
                error.client(),
                error.clientName(),
                error.dialect(),
                error.type(),
                error.model(),
                error.maskedKey(),
                error.egress(),
                error.status(),
                error.fault(),
                error.failure(),
                error.words());
    }

    private static String joined(CallLine call, Function<CallAttempt, String> of) {
        return call.attempts().stream().map(of).filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }

    private interface Line<T> {
        void write(T row) throws IOException;
    }
}
