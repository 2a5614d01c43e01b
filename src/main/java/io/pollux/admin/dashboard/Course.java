package io.pollux.admin.dashboard;

import io.pollux.journal.tally.Sums;
import io.pollux.journal.tally.TallyPoint;
import io.pollux.journal.tally.TallyReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How calls went over a stretch of time: one sum for each point of the charts, also where there were none.
 *
 * @param points when each begins
 */
record Course(Lens lens, List<Instant> points, List<Sums> sums) {
    static Course of(DashboardFilter filter, TallyReader tallies, Instant now) {
        Instant from = filter.from(now);
        Instant until = filter.until(now);
        Lens lens = Lens.of(filter.dimension(), from, until, now);
        Map<Instant, Sums> all = new TreeMap<>();
        lens.points(from, until).forEach(point -> all.put(point, new Sums()));
        List<TallyPoint> found =
                tallies.series(filter.dimension(), filter.subject(), lens.grain(), lens.floor(from), until);
        for (TallyPoint each : found) {
            all.computeIfAbsent(lens.floor(each.startsAt()), missing -> new Sums())
                    .add(each.sums());
        }
        return new Course(lens, List.copyOf(all.keySet()), List.copyOf(all.values()));
    }
}
