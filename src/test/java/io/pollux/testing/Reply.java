package io.pollux.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** What an answer says, before it is known how it is framed. */
sealed interface Reply {

    /** Events of generateContent and its stream; one whole answer elsewhere. */
    record Events(List<ObjectNode> events) implements Reply {}

    record Failed(GoogleError error) implements Reply {}

    /** Bytes as they are. */
    record Raw(int status, String contentType, byte[] body) implements Reply {}

    /** A stream for measuring; see {@link Paced}. */
    record Steady(int events, Duration period) implements Reply {}

    static Reply of(ObjectNode whole) {
        return new Events(List.of(whole));
    }
}
