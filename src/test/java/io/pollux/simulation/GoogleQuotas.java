package io.pollux.simulation;

import io.pollux.testing.GoogleError;
import io.pollux.testing.QuotaErrors;
import io.pollux.testing.QuotaErrors.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of Google's quotas, written from their description and not from the ledger: requests and input tokens in the
 * sixty seconds before, requests in the day of America/Los_Angeles. What is refused is not counted. It remembers what it has
 * told whom.
 */
final class GoogleQuotas {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Limits> limits = new HashMap<>();
    private final Map<Place, Use> uses = new HashMap<>();
    private final Duration travel;
    private int refusals;
    private int known;

    /**
     * @param travel how long a refusal is under way: a request that comes before it has arrived was sent without knowing
     */
    GoogleQuotas(List<Limits> models, Duration travel) {
        this.travel = travel;
        models.forEach(model -> limits.put(model.model(), model));
    }

    /** Lets a request in, or says in Google's words why not. */
    synchronized Optional<GoogleError> ask(String project, String model, long tokens, Instant now) {
        Limits most = limits.get(model);
        Use use = use(project, model);
        if (use.toldUntil.isAfter(now) && use.knownFrom.isBefore(now)) {
            known++;
        }
        List<Violation> violations = use.violations(most, tokens, now);
        if (violations.isEmpty()) {
            use.add(tokens, now);
            return Optional.empty();
        }
        refusals++;
        Duration wait = use.wait(violations, now);
        return Optional.of(QuotaErrors.quota(model, violations, wait.toSeconds() + 1 + "s"));
    }

    /** A small request that does not come from here: it is let in or not, and nobody is told of it. */
    synchronized void askFromElsewhere(String project, String model, Instant now) {
        Use use = use(project, model);
        if (use.violations(limits.get(model), 1, now).isEmpty()) {
            use.add(1, now);
        }
    }

    /** The refusal has arrived: from now on it is known until when there is nothing to be had. */
    synchronized void told(String project, String model, Instant now) {
        Use use = use(project, model);
        List<Violation> violations = use.violations(limits.get(model), 0, now);
        if (!violations.isEmpty()) {
            use.knownFrom = use.toldUntil.isAfter(now) ? use.knownFrom : now.plus(travel);
            use.toldUntil = now.plus(use.wait(violations, now));
        }
    }

    /** Whether some project would let such a request in now. */
    synchronized boolean anyHasRoom(List<String> projects, String model, long tokens, Instant now) {
        return projects.stream().anyMatch(project -> use(project, model)
                .violations(limits.get(model), tokens, now)
                .isEmpty());
    }

    /** How many requests it refused. */
    synchronized int refusals() {
        return refusals;
    }

    /** How many requests came to a project and model of which it had been told that there is nothing left. */
    synchronized int known() {
        return known;
    }

    private Use use(String project, String model) {
        return uses.computeIfAbsent(new Place(project, model), place -> new Use());
    }

    private record Place(String project, String model) {}

    private record Request(Instant at, long tokens) {}

    private static final class Use {
        private final Deque<Request> minute = new ArrayDeque<>();
        private LocalDate day = LocalDate.MIN;
        private int today;
        private Instant toldUntil = Instant.MIN;
        private Instant knownFrom = Instant.MIN;

        List<Violation> violations(Limits most, long tokens, Instant now) {
            follow(now);
            List<Violation> found = new ArrayList<>();
            if (minute.size() >= most.perMinute()) {
                found.add(Violation.REQUESTS_PER_MINUTE.limitedTo(most.perMinute()));
            }
            if (sum() + tokens > most.tokensPerMinute()) {
                found.add(Violation.TOKENS_PER_MINUTE.limitedTo((int) most.tokensPerMinute()));
            }
            if (today >= most.perDay()) {
                found.add(Violation.REQUESTS_PER_DAY.limitedTo(most.perDay()));
            }
            return found;
        }

        void add(long tokens, Instant now) {
            follow(now);
            minute.add(new Request(now, tokens));
            today++;
        }

        /** As long as Google says: of a day's limit too it names only the minute's delay, which is known to be wrong. */
        Duration wait(List<Violation> violations, Instant now) {
            boolean ofDay =
                    violations.stream().anyMatch(violation -> violation.id().contains("PerDay"));
            if (ofDay) {
                Instant midnight = day.plusDays(1).atStartOfDay(PACIFIC).toInstant();
                return Duration.between(now, midnight);
            }
            return Duration.between(now, minute.getFirst().at().plus(MINUTE));
        }

        private long sum() {
            return minute.stream().mapToLong(Request::tokens).sum();
        }

        private void follow(Instant now) {
            while (!minute.isEmpty() && !minute.getFirst().at().plus(MINUTE).isAfter(now)) {
                minute.removeFirst();
            }
            LocalDate current = now.atZone(PACIFIC).toLocalDate();
            if (!current.equals(day)) {
                day = current;
                today = 0;
            }
        }
    }
}
