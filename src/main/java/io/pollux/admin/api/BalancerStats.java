package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.journal.AttemptCounts;
import io.pollux.journal.AttemptCounts.Slot;
import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import io.pollux.journal.tally.Sums;
import io.pollux.keys.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Statistics in the shapes of both load balancers at once: the one reads {@code period} and its neighbours, the other
 * {@code name} and the lists by key and model. All figures are attempts.
 */
public record BalancerStats(
        long totalRequests,
        long totalRequestsToday,
        @JsonProperty("totalRequests24h") long lastDay,
        long totalErrors,
        long apiKeyErrors,
        long avgResponseTime,
        double successRate,
        int activeKeys,
        List<Period> requestData,
        List<Hour> hourlyData,
        List<Share> keyUsageData,
        List<Share> modelUsageData,
        List<String> timePeriods) {
    private static final Slot NONE = new Slot(0, 0, 0, 0);
    private static final int MOST = 20;
    private static final Set<String> KEY_FAILURES = Set.of("KeyRefused");

    static BalancerStats of(Office office, String range) {
        Instant now = office.clock().instant();
        List<Period> periods = periods(office, range, now);
        Slot all = periods.stream().map(Period::slot).reduce(NONE, Slot::and);
        AttemptCounts counts = office.logs().counts();
        Slot today = counts.slot(now.truncatedTo(ChronoUnit.DAYS), now);
        List<Slot> hours = range.equals("24h")
                ? periods.stream().map(Period::slot).toList()
                : slots(counts, start(now, ChronoUnit.HOURS, 24), Duration.ofHours(1), 24);
        Instant from = Instant.parse(periods.get(0).timestamp());
        return new BalancerStats(
                all.attempts(),
                today.attempts(),
                hours.stream().mapToLong(Slot::attempts).sum(),
                all.failed(),
                all.keyErrors(),
                average(all),
                all.attempts() == 0
                        ? 100
                        : Math.round(1000.0 * (all.attempts() - all.failed()) / all.attempts()) / 10.0,
                ready(office),
                periods,
                hours(start(now, ChronoUnit.HOURS, 24), hours),
                shares(office, Dimension.KEY, from, now),
                shares(office, Dimension.MODEL, from, now),
                periods.stream().map(Period::period).toList());
    }

    private static List<Period> periods(Office office, String range, Instant now) {
        int days =
                switch (range) {
                    case "24h" -> 0;
                    case "7d" -> 7;
                    case "30d" -> 30;
                    case "90d" -> 90;
                    default -> throw Refused.because(400, "timeRange is 24h, 7d, 30d or 90d");
                };
        int number = days == 0 ? 24 : days;
        ChronoUnit unit = days == 0 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        Instant start = start(now, unit, number);
        List<Slot> slots = days == 0
                ? slots(office.logs().counts(), start, unit.getDuration(), number)
                : daily(office, start, now, number);
        List<Period> periods = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            periods.add(Period.of(start.plus(unit.getDuration().multipliedBy(i)), unit, slots.get(i)));
        }
        return periods;
    }

    private static Instant start(Instant now, ChronoUnit unit, int number) {
        return now.truncatedTo(unit).minus(unit.getDuration().multipliedBy(number - 1));
    }

    private static List<Slot> slots(AttemptCounts counts, Instant start, Duration width, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> counts.slot(start.plus(width.multipliedBy(i)), start.plus(width.multipliedBy(i + 1))))
                .toList();
    }

    /** From the sums: so many rows would take too long. A day's time is then that of a usual call and not the average. */
    private static List<Slot> daily(Office office, Instant start, Instant until, int number) {
        Map<Instant, Slot> found = new HashMap<>();
        office.tallies()
                .series(Dimension.ALL, Dimension.EVERYTHING, Grain.DAY, start, until)
                .forEach(point -> found.put(point.startsAt(), slot(point.sums())));
        return IntStream.range(0, number)
                .mapToObj(i -> found.getOrDefault(start.plus(Duration.ofDays(i)), NONE))
                .toList();
    }

    private static Slot slot(Sums sums) {
        long keyErrors = sums.failures().entrySet().stream()
                .filter(failure -> KEY_FAILURES.contains(failure.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Slot(sums.attempts(), sums.attemptsFailed(), keyErrors, sums.total(50) * sums.attempts());
    }

    private static List<Hour> hours(Instant start, List<Slot> slots) {
        List<Hour> hours = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            int hour = start.plus(Duration.ofHours(i)).atOffset(ZoneOffset.UTC).getHour();
            hours.add(new Hour(hour + ":00", slots.get(i).attempts()));
        }
        return hours;
    }

    private static List<Share> shares(Office office, Dimension dimension, Instant from, Instant until) {
        Grain grain = from.isBefore(until.minus(Duration.ofHours(25))) ? Grain.DAY : Grain.HOUR;
        return office.tallies().subjects(dimension, grain, from, MOST).stream()
                .map(subject -> new Share(
                        dimension == Dimension.KEY ? name(office, subject) : subject,
                        office.tallies()
                                .total(dimension, subject, grain, from, until)
                                .attempts()))
                .toList();
    }

    private static String name(Office office, String number) {
        return office.keys().find(Long.parseLong(number)).map(ApiKey::getMasked).orElse("deleted key " + number);
    }

    private static int ready(Office office) {
        int ready = 0;
        for (KeyKind kind : KeyKind.values()) {
            ready += office.pool().headcount(kind).ready();
        }
        return ready;
    }

    static long average(Slot slot) {
        return slot.attempts() == 0 ? 0 : slot.millis() / slot.attempts();
    }

    /** An hour or a day, of UTC. */
    public record Period(
            String name,
            String period,
            String timestamp,
            long requests,
            @JsonProperty("total_requests") long totalRequests,
            long errors,
            long apiKeyErrors,
            @JsonProperty("avg_response_time") long avgResponseTime) {
        static Period of(Instant start, ChronoUnit unit, Slot slot) {
            String text = start.atOffset(ZoneOffset.UTC).toString();
            String label = unit == ChronoUnit.HOURS ? text.substring(11, 16) : text.substring(0, 10);
            return new Period(
                    label,
                    label,
                    LogPeriod.text(start),
                    slot.attempts(),
                    slot.attempts(),
                    slot.failed(),
                    slot.keyErrors(),
                    average(slot));
        }

        private Slot slot() {
            return new Slot(requests, errors, apiKeyErrors, avgResponseTime * requests);
        }
    }

    /** An hour of the last day. */
    public record Hour(String hour, long requests) {}

    /** What a key or a model had of all. */
    public record Share(String name, long value) {}
}
