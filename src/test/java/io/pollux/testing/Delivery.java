package io.pollux.testing;

import java.time.Duration;
import java.util.Optional;

/** When an answer goes out, and whether it arrives whole. */
record Delivery(Duration beforeHead, Duration beforeFirstEvent, Duration betweenEvents, Optional<Fault> fault) {
    static final Delivery AT_ONCE = new Delivery(Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty());

    Delivery withBeforeHead(Duration delay) {
        return new Delivery(delay, beforeFirstEvent, betweenEvents, fault);
    }

    Delivery withBeforeFirstEvent(Duration delay) {
        return new Delivery(beforeHead, delay, betweenEvents, fault);
    }

    Delivery withBetweenEvents(Duration delay) {
        return new Delivery(beforeHead, beforeFirstEvent, delay, fault);
    }

    Delivery with(Fault theFault) {
        return new Delivery(beforeHead, beforeFirstEvent, betweenEvents, Optional.of(theFault));
    }
}
