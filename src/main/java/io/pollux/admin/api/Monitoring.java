package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.journal.AttemptCounts.Slot;
import io.pollux.keys.KeyCensus;
import io.pollux.pool.Headcount;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseUnavailable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the server does, in the shape of the load balancer. */
public record Monitoring(
        String timestamp,
        double uptime,
        Memory memory,
        Database database,
        ApiKeys apiKeys,
        LoadBalancer loadBalancer,
        Requests requests,
        Performance performance) {
    private static final String HEALTHY = "healthy";
    private static final String UNHEALTHY = "unhealthy";

    static Monitoring of(Office office) {
        Instant now = office.clock().instant();
        long begun = System.nanoTime();
        Slot day = office.logs().counts().slot(now.minus(Duration.ofHours(24)), now);
        long asked = millisSince(begun);
        return new Monitoring(
                LogPeriod.text(now),
                secondsUp(),
                Memory.now(),
                new Database("connected", asked, null),
                ApiKeys.of(office),
                new LoadBalancer(office.settings().get().get(Settings.POLLUX_KEY_STRATEGY), Map.of()),
                new Requests(day.attempts(), day.attempts() - day.failed(), day.failed(), BalancerStats.average(day)),
                new Performance(
                        millisSince(begun),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    static Health health(Office office) {
        long begun = System.nanoTime();
        Optional<KeyCensus> census = census(office);
        long database = millisSince(begun);
        Headcount keys = headcount(office);
        String keyState = keys.ready() > 0 ? HEALTHY : "degraded";
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("database", new Check(census.isPresent() ? HEALTHY : UNHEALTHY, null, null, database));
        checks.put("settings", new Check(HEALTHY, null, null, 0));
        long count = census.map(KeyCensus::total).orElse((long) keys.total());
        checks.put("apiKeys", new Check(keyState, count, keys.ready(), database));
        return new Health(
                census.isPresent() ? keyState : UNHEALTHY,
                LogPeriod.text(office.clock().instant()),
                Version.CURRENT,
                secondsUp(),
                checks,
                millisSince(begun));
    }

    /** Empty while the database does not answer. */
    private static Optional<KeyCensus> census(Office office) {
        try {
            return Optional.of(office.keys().census());
        } catch (DatabaseUnavailable away) {
            return Optional.empty();
        }
    }

    private static Headcount headcount(Office office) {
        List<Headcount> counts = new ArrayList<>();
        for (KeyKind kind : KeyKind.values()) {
            counts.add(office.pool().headcount(kind));
        }
        return counts.stream()
                .reduce((one, other) -> new Headcount(
                        one.ready() + other.ready(),
                        one.cooling() + other.cooling(),
                        one.setAside() + other.setAside(),
                        one.off() + other.off()))
                .orElseThrow();
    }

    private static double secondsUp() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** In bytes. */
    public record Memory(long used, long total, long max) {
        static Memory now() {
            Runtime runtime = Runtime.getRuntime();
            return new Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.totalMemory(), runtime.maxMemory());
        }
    }

    /**
     * @param responseTime of one question, in milliseconds
     * @param connectionCount not known
     */
    public record Database(String status, long responseTime, Integer connectionCount) {}

    /** @param byProfile number of keys by project */
    public record ApiKeys(int total, int active, int rateLimited, int failed, Map<String, Long> byProfile) {
        static ApiKeys of(Office office) {
            Headcount keys = headcount(office);
            Map<String, Long> byProfile = new LinkedHashMap<>();
            new Profiles(office).counts(byProfile::put);
            return new ApiKeys(keys.total(), keys.ready(), keys.cooling(), keys.setAside() + keys.off(), byProfile);
        }
    }

    /** @param connectionCounts always empty: calls are counted by project, not by connection */
    public record LoadBalancer(String strategy, Map<String, Integer> connectionCounts) {}

    /** Attempts of the last 24 hours. */
    public record Requests(long total, long successful, long failed, long avgResponseTime) {}

    /** @param cpuUsage the machine's load average; negative where there is none */
    public record Performance(long responseTime, double cpuUsage) {}

    /** @param status healthy, degraded or unhealthy */
    public record Health(
            String status,
            String timestamp,
            String version,
            double uptime,
            Map<String, Check> checks,
            long responseTime) {}

    /** One thing that was looked at. */
    public record Check(String status, Long count, Integer activeCount, long responseTime) {}
}
