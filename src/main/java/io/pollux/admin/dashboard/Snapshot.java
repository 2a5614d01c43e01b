package io.pollux.admin.dashboard;

import io.pollux.admin.Office;
import io.pollux.journal.tally.Sums;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong and how calls do, at one moment.
 *
 * @param since when calls began to be counted; empty while there were none
 * @param figures empty when the database does not answer
 */
record Snapshot(Instant at, List<Trouble> troubles, Optional<Instant> since, Map<Period, Sums> figures) {
    private static final Duration FRESH = Duration.ofSeconds(2);

    static Snapshot take(Office office) {
        Instant now = office.clock().instant();
        List<Trouble> troubles = Watch.look(office, now);
        Map<Period, Sums> figures = new EnumMap<>(Period.class);
        try {
            ZoneId zone = office.settings().get().get(Settings.TIMEZONE);
            for (Period period : Period.values()) {
                figures.put(period, period.sums(office.tallies(), now, zone));
            }
            return new Snapshot(now, troubles, office.tallies().since(), figures);
        } catch (DatabaseUnavailable away) {
            return new Snapshot(now, troubles, Optional.empty(), Map.of());
        }
    }

    /** Whether somebody else who asks may have it too. */
    boolean fresh(Instant now) {
        return now.isBefore(at.plus(FRESH)) && !now.isBefore(at);
    }

    boolean away() {
        return figures.isEmpty();
    }
}
