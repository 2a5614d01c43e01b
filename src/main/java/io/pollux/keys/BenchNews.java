package io.pollux.keys;

import io.pollux.keys.KeyEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which cool-downs are worth a line in the history: those of minutes come and go by the thousand. */
final class BenchNews {
    private static final Duration LONG = Duration.ofHours(1);
    private static final String BY_HAND = "MANUAL";

    private BenchNews() {}

    static List<KeyHistory.Line> of(Collection<StoredCooldown> put, Instant now) {
        return put.stream()
                .filter(row -> row.provenance().equals(BY_HAND) || row.until().isAfter(now.plus(LONG)))
                .map(row -> new KeyHistory.Line(
                        0,
                        row.scope(),
                        new KeyEvent(now, Kind.BENCHED, row.reason(), row.model(), Optional.of(row.until()))))
                .toList();
    }
}
