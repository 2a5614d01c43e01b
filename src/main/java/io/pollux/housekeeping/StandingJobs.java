package io.pollux.housekeeping;

import io.pollux.rota.Rota;
import io.pollux.settings.Settings;
import io.pollux.upstream.ProxyView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The jobs there are. */
final class StandingJobs {
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration ANSWERED = Duration.ofSeconds(10);

    private final Household house;
    private final Clock clock;

    StandingJobs(Household house, Clock clock) {
        this.house = house;
        this.clock = clock;
    }

    Jobs on(Rota rota) {
        Rhythm minutely = Rhythm.about(() -> Duration.ofMinutes(1));
        Rhythm tenMinutes = Rhythm.about(() -> Duration.ofMinutes(10));
        Rhythm hourly = Rhythm.about(() -> Duration.ofHours(1));
        Rhythm nightly = Rhythm.nightly(() -> house.settings().current().get(Settings.TIMEZONE));
        return new Jobs(
                rota,
                clock,
                () -> house.settings().current().get(Settings.POLLUX_JOBS),
                List.of(
                        new Job("check-keys", minutely, this::checkKeys),
                        new Job("check-proxies", tenMinutes, this::checkProxies),
                        new Job("delete-logs", nightly, this::deleteLogs),
                        new Job("clear-quota", hourly, this::clearQuota),
                        new Job("clear-figures", hourly, this::clearFigures)));
    }

    /** Refused keys whose time has come. */
    private Map<String, Long> checkKeys(BooleanSupplier goOn) {
        CheckRound round = house.check().recover();
        while (!round.finished()) {
            if (goOn.getAsBoolean()) {
                LockSupport.parkNanos(GLANCE.toNanos());
            } else {
                round.cancel();
            }
        }
        Map<String, Long> figures = new TreeMap<>();
        figures.put("checked", (long) round.done());
        round.counts().forEach((verdict, count) -> figures.put(lower(verdict), (long) count));
        return figures;
    }

    /** All of them. Those that this node has set aside it asks more often, for what one node cannot reach another may. */
    private Map<String, Long> checkProxies(BooleanSupplier goOn) {
        house.proxies().checkNow();
        long until = System.nanoTime() + ANSWERED.toNanos();
        while (asked().findAny().isPresent() && System.nanoTime() < until && goOn.getAsBoolean()) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        Map<String, Long> figures = new TreeMap<>();
        asked().forEach(view -> figures.merge(lower(view.state()), 1L, Long::sum));
        return figures;
    }

    /** Those that there was a use in asking; nothing says when they have answered. */
    private Stream<ProxyView> asked() {
        return house.proxies().views().stream().filter(view -> view.checkedAt().isPresent());
    }

    private Map<String, Long> deleteLogs(BooleanSupplier goOn) {
        return Map.of("deleted", house.journal().forget(clock.instant(), goOn));
    }

    private Map<String, Long> clearQuota(BooleanSupplier goOn) {
        Instant now = clock.instant();
        long cleared = house.shelf().clear(now);
        house.quotas().clear(now);
        house.keys().tidy();
        house.settings().tidy();
        return Map.of("cleared", cleared);
    }

    private Map<String, Long> clearFigures(BooleanSupplier goOn) {
        return Map.of("deleted", house.journal().forgetTallies(clock.instant(), goOn));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
