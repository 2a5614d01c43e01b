package io.pollux.simulation;

import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.GeminiDialect;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Trail;
import io.pollux.keys.DayLimit;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredKey;
import io.pollux.pool.Changes;
import io.pollux.pool.KeyPool;
import io.pollux.relay.Relay;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Days of calls in bursts to a few projects with free-tier limits that nobody has told Pollux of, once through Pollux and
 * once through plain round robin over the keys with as many attempts.
 */
public final class Simulation {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final int PROJECTS = 3;
    private static final int KEYS_EACH = 4;
    private static final double SHARE = 0.8;
    /** As on the free tier in 2025 and 2026, as far as people have reported it. */
    private static final List<Limits> FREE_TIER = List.of(
            new Limits("gemini-2.5-flash", 10, 250_000, 250), new Limits("gemini-2.5-flash-lite", 15, 250_000, 1_000));

    /** The day before the night on which the clocks change, that day, and the one after it. */
    private static final int DAYS = 3;

    private final LocalDate first;
    private final Weather weather;
    private final Settings settings;
    private final List<Arrivals> arrivals = new ArrayList<>();
    /** Calls to the first project that do not go through Pollux. */
    private final List<Arrivals> others = new ArrayList<>();

    private final Map<String, String> projectOf = new TreeMap<>();
    private final List<StoredKey> keys = new ArrayList<>();

    private Simulation(LocalDate first, long seed, Weather weather, Settings settings) {
        this.first = first;
        this.weather = weather;
        this.settings = settings;
        Random chance = new Random(seed);
        for (Limits limits : FREE_TIER) {
            int perDay = (int) (limits.perDay() * (PROJECTS - weather.taken()) * SHARE);
            int burst = (int) (limits.perMinute() * PROJECTS * weather.burst());
            arrivals.addAll(Arrivals.ofDays(first, DAYS, limits.model(), perDay, burst, chance));
            others.addAll(
                    Arrivals.ofDays(first, DAYS, limits.model(), (int) (limits.perDay() * weather.taken()), 2, chance));
        }
        arrivals.sort(Comparator.comparing(Arrivals::at));
        for (int id = 1; id <= PROJECTS * KEYS_EACH; id++) {
            enrol(id, "project-" + id % PROJECTS);
        }
    }

    /**
     * What makes it hard.
     *
     * @param burst the largest burst, as a share of what all projects together may be asked in a minute
     * @param taken how much of the first project's quota others use, of whom the pool knows nothing
     */
    record Weather(double burst, double taken) {
        /** No burst is larger than the share of the day, and nobody else is there. */
        static final Weather FAIR = new Weather(SHARE, 0);
        /** Bursts that no pool can serve within a minute, and half of one project taken. */
        static final Weather ROUGH = new Weather(1.2, 0.5);
    }

    /** Around the night of the date on which the clocks change, by the default settings. */
    static Simulation around(LocalDate change, long seed, Weather weather) {
        return new Simulation(change.minusDays(1), seed, weather, Settings.defaults());
    }

    public static void main(String[] arguments) {
        for (Weather weather : List.of(Weather.FAIR, Weather.ROUGH)) {
            for (String change : List.of("2026-03-08", "2026-11-01")) {
                System.out.printf(
                        "%d Pacific days around %s, %d projects with %d keys each, %.0f %% of what they may be asked;"
                                + " bursts of up to %.0f %% of their minute, others take %.0f %% of one project:%n",
                        DAYS, change, PROJECTS, KEYS_EACH, SHARE * 100, weather.burst() * 100, weather.taken() * 100);
                Simulation simulation = around(LocalDate.parse(change), 1, weather);
                System.out.println("  " + simulation.pollux().line());
                System.out.println("  " + simulation.roundRobin().line());
            }
        }
    }

    /** A run's result. */
    record Outcome(Tally clients, GoogleQuotas google) {
        String line() {
            return clients.line(google);
        }
    }

    Outcome pollux() {
        VirtualTime time = new VirtualTime(begin());
        GoogleQuotas quotas = new GoogleQuotas(FREE_TIER, Duration.ZERO);
        Tally tally = new Tally("Pollux");
        KeyPool pool = new KeyPool(() -> settings, time.clock());
        pool.restore(keys, List.of());
        Relay relay = new Relay(
                pool,
                new SimulatedGoogle(time, quotas, projectOf, 7),
                () -> settings,
                trail -> tally(tally, quotas, time, trail),
                time,
                time.clock());
        GeminiDialect dialect = new GeminiDialect(() -> Preferences.NONE);
        for (Arrivals call : arrivals) {
            time.at(call.at(), () -> relay.open(clientCall(call), dialect, new Nobody()));
        }
        writeDown(time, pool);
        askForOthers(time, quotas);
        time.runUntil(end());
        return new Outcome(tally, quotas);
    }

    Outcome roundRobin() {
        VirtualTime time = new VirtualTime(begin());
        GoogleQuotas quotas = new GoogleQuotas(FREE_TIER, Duration.ZERO);
        Tally tally = new Tally("round robin");
        RoundRobin plain = new RoundRobin(
                new SimulatedGoogle(time, quotas, projectOf, 7), keys, settings.get(Settings.MAX_RETRIES));
        for (Arrivals call : arrivals) {
            time.at(
                    call.at(),
                    () -> plain.call(call, status -> {
                        long tokens = Arrivals.tokens(call.body());
                        tally.ended(status, quotas.anyHasRoom(projects(), call.model(), tokens, time.now()), 0);
                    }));
        }
        askForOthers(time, quotas);
        time.runUntil(end());
        return new Outcome(tally, quotas);
    }

    int calls() {
        return arrivals.size();
    }

    private Instant begin() {
        return first.atStartOfDay(PACIFIC).toInstant();
    }

    /** A while after the last call, so that each has ended. */
    private Instant end() {
        return first.plusDays(DAYS).atStartOfDay(PACIFIC).toInstant().plus(Duration.ofMinutes(30));
    }

    private void tally(Tally tally, GoogleQuotas quotas, VirtualTime time, Trail trail) {
        int status = trail.failure().map(failure -> failure.report().status()).orElse(200);
        long tokens = Arrivals.tokens(trail.call().body());
        boolean left = quotas.anyHasRoom(projects(), trail.call().model(), tokens, time.now());
        tally.ended(status, left, trail.waited().toMillis());
    }

    private List<String> projects() {
        return projectOf.values().stream().distinct().toList();
    }

    /** What the house does every moment, with a database that takes everything. */
    private void writeDown(VirtualTime time, KeyPool pool) {
        time.after(Duration.ofSeconds(10), () -> {
            Changes changes = pool.changes();
            pool.delivered(changes);
            writeDown(time, pool);
        });
    }

    private void askForOthers(VirtualTime time, GoogleQuotas quotas) {
        for (Arrivals other : others) {
            time.at(other.at(), () -> quotas.askFromElsewhere("project-0", other.model(), time.now()));
        }
    }

    private ClientCall clientCall(Arrivals call) {
        return new ClientCall(
                "call",
                Operation.GENERATE,
                KeyKind.GEMINI,
                "v1beta",
                call.model(),
                Map.of(),
                Map.of(),
                call.body(),
                new Caller(call.client(), call.client(), false),
                call.at());
    }

    private void enrol(long id, String project) {
        Secret secret = Secret.of("AIzaSy-simulated-key-%022d".formatted(id));
        projectOf.put(secret.reveal(), project);
        keys.add(new StoredKey(
                id,
                "",
                secret,
                secret.masked(),
                KeyKind.GEMINI,
                Optional.of(project),
                true,
                Optional.empty(),
                0,
                Rank.USUAL,
                DayLimit.NONE));
    }
}
