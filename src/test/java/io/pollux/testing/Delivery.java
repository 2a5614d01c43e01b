package io.pollux.testing;

import java.time.Duration;
import java.util.Optional;

/** When an answer goes out, and whether it arrives whole. */
record Delivery(
        Duration beforeHead, Duration beforeFirstEvent, Duration betweenEvents, Optional<Fault> fault, boolean gzip) {
    static final Delivery AT_ONCE = new Delivery(Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), false);

    Delivery withBeforeHead(Duration delay) {
        return new Delivery(delay, beforeFirstEvent, betweenEvents, fault, gzip);
    }

    Delivery withBeforeFirstEvent(Duration delay) {
        return new Delivery(beforeHead, delay, betweenEvents, fault, gzip);
    }

    Delivery withBetweenEvents(Duration delay) {
        return new Delivery(beforeHead, beforeFirstEvent, delay, fault, gzip);
    }

    Delivery with(Fault theFault) {
        return new Delivery(beforeHead, beforeFirstEvent, betweenEvents, Optional.of(theFault), gzip);
    }

    Delivery withGzip() {
        return new Delivery(beforeHead, beforeFirstEvent, betweenEvents, fault, true);
    }
}
