package io.pollux.admin.dashboard;

import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How finely a stretch of time is looked at: a chart has at most about a hundred points, and old times are kept in coarse
 * steps only.
 *
 * @param grain the steps that are read
 * @param point what one point of a chart stands for, a multiple of it
 */
record Lens(Grain grain, Duration point) {
    private static final int MOST_POINTS = 100;
    private static final List<Duration> POINTS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7));

    static Lens of(Dimension dimension, Instant from, Instant until, Instant now) {
        for (Duration point : POINTS) {
            Optional<Grain> grain = coarsest(dimension, point, from, now);
            if (grain.isPresent() && Duration.between(from, until).dividedBy(point) < MOST_POINTS) {
                return new Lens(grain.get(), point);
            }
        }
        return new Lens(last(dimension.grains()), last(POINTS));
    }

    /** Of the steps that fit into a point and are kept for long enough the longest: the fewest rows. */
    private static Optional<Grain> coarsest(Dimension dimension, Duration point, Instant from, Instant now) {
        return dimension.grains().stream()
                .filter(grain -> grain.length().compareTo(point) <= 0)
                .filter(grain -> !from.isBefore(now.minus(grain.kept(dimension))))
                .reduce((finer, coarser) -> coarser)
                .or(() -> Optional.of(last(dimension.grains()))
                        .filter(grain -> grain.length().compareTo(point) <= 0));
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    /** The beginning of the point that a moment belongs to. */
    Instant floor(Instant moment) {
        long seconds = point.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }

    /** Where the points begin that cover a stretch of time. */
    List<Instant> points(Instant from, Instant until) {
        List<Instant> all = new ArrayList<>();
        for (Instant at = floor(from); at.isBefore(until); at = at.plus(point)) {
            all.add(at);
        }
        return all;
    }
}
