package io.pollux.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.GoogleError;
import io.pollux.testing.Pollux;
import io.pollux.testing.ReceivedCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The end of a Pacific day and the begin of the next through the whole WAR, sixty times as fast as time: its clock is told
 * so, the fake Gemini counts quotas by the same clock. {@code -Dfast.seconds=} real seconds, half of them before midnight.
 */
class FastDayIT {
    private static final int SPEED = 60;
    private static final Duration HALF = Duration.ofSeconds(Integer.getInteger("fast.seconds", 80) * (long) SPEED / 2);
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");
    private static final int PROJECTS = 3;
    private static final int KEYS = 12;
    private static final double SHARE = 0.8;
    /** So much of the first project's quotas others use, of whom Pollux knows nothing. */
    private static final double TAKEN = 0.5;
    /** A refusal's way to Pollux, and that of a request that was sent meanwhile: 250 ms outside, for a busy machine. */
    private static final Duration TRAVEL = Duration.ofSeconds(15);

    private static final List<Limits> LIMITS = List.of(
            new Limits("gemini-2.5-flash", 10, 250_000, 40), new Limits("gemini-2.5-flash-lite", 15, 250_000, 60));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GoogleQuotas quotas = new GoogleQuotas(LIMITS, TRAVEL);
    private final Tally tally = new Tally("Pollux");
    private Clock clock;

    @Test
    void nobodyIsAskedWhoHasSaidNoAndHardlyAnybodyIsRefused() throws Exception {
        long zero = System.currentTimeMillis();
        // What is before this moment the server's start may take.
        Instant first = MIDNIGHT.minus(HALF);
        Instant start = first.minus(Duration.ofMinutes(45));
        clock = new Scaled(zero, start);
        String time =
                "-Dpollux.time.speed=%d -Dpollux.time.zero=%d -Dpollux.time.start=%s".formatted(SPEED, zero, start);
        String projects = IntStream.range(0, KEYS)
                .mapToObj(Pollux::key)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        try (Pollux pollux = Pollux.start("fast-day", Map.of("JAVA_TOOL_OPTIONS", time, "API_KEYS", projects))) {
            nameProjects(pollux);
            pollux.google().record(false);
            pollux.google().guard(this::refusal);
            List<Arrivals> calls = arrivals(first, PROJECTS - TAKEN, 1);
            List<Arrivals> others = arrivals(first, TAKEN, 2);
            call(pollux, calls, others);

            System.out.println(tally.line(quotas));
            assertThat(tally.calls()).isEqualTo(calls.size());
            assertThat(tally.otherwise()).isZero();
            assertThat(quotas.known()).as("%s", tally.line(quotas)).isZero();
            assertThat(tally.refusedWithQuota()).as("%s", tally.line(quotas)).isLessThanOrEqualTo(calls.size() / 100);
            assertThat(tally.answered()).as("%s", tally.line(quotas)).isGreaterThan(calls.size() * 9 / 10);
        }
    }

    /** As the operator does on the keys page; twelve keys are quicker done in the table while nobody has it open. */
    private static void nameProjects(Pollux pollux) throws SQLException {
        pollux.stop();
        String url = "jdbc:h2:file:" + pollux.data().resolve("default_db")
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "SA", "");
                Statement statement = connection.createStatement()) {
            int named = statement.executeUpdate(
                    "UPDATE t_pollux_key SET project = CONCAT('project-', MOD(id, " + PROJECTS + "))");
            assertThat(named).isEqualTo(KEYS);
            statement.execute("SHUTDOWN");
        }
        pollux.run();
    }

    /** @param projects how many projects' quotas they make up a share of */
    private List<Arrivals> arrivals(Instant first, double projects, long seed) {
        Random chance = new Random(seed);
        List<Arrivals> calls = new ArrayList<>();
        for (Limits limits : LIMITS) {
            int perDay = (int) (limits.perDay() * projects * SHARE);
            int burst = (int) (limits.perMinute() * projects * SHARE);
            calls.addAll(Arrivals.ofDay(first, MIDNIGHT, limits.model(), perDay, burst, chance));
            calls.addAll(Arrivals.ofDay(MIDNIGHT, MIDNIGHT.plus(HALF), limits.model(), perDay, burst, chance));
        }
        calls.sort(Comparator.comparing(Arrivals::at));
        return calls;
    }

    private void call(Pollux pollux, List<Arrivals> calls, List<Arrivals> others) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(calls.size());
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            for (Arrivals other : others) {
                at(timer, other, () -> quotas.askFromElsewhere("project-0", other.model(), clock.instant()));
            }
            for (Arrivals call : calls) {
                at(timer, call, () -> send(pollux, call, open));
            }
            assertThat(open.await(HALF.toSeconds() * 2 / SPEED + 90, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            timer.shutdownNow();
        }
    }

    private void at(ScheduledExecutorService timer, Arrivals call, Runnable task) {
        long micros = Duration.between(clock.instant(), call.at()).toNanos() / 1_000 / SPEED;
        timer.schedule(task, micros, TimeUnit.MICROSECONDS);
    }

    private void send(Pollux pollux, Arrivals call, CountDownLatch open) {
        HttpRequest request = HttpRequest.newBuilder(
                        pollux.base().resolve("/v1beta/models/" + call.model() + ":generateContent"))
                .header("x-goog-api-key", Pollux.TOKEN)
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofByteArray(call.body()))
                .build();
        client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, fault) -> {
            ended(call, fault == null ? answer.statusCode() : 0);
            open.countDown();
        });
    }

    private synchronized void ended(Arrivals call, int status) {
        boolean left = quotas.anyHasRoom(
                List.of("project-0", "project-1", "project-2"),
                call.model(),
                Arrivals.tokens(call.body()),
                clock.instant());
        tally.ended(status, left, 0);
    }

    private Optional<GoogleError> refusal(ReceivedCall call) {
        Instant now = clock.instant();
        String project = project(call.key());
        String model = call.path().replaceAll(".*/models/|:.*", "");
        Optional<GoogleError> refusal = quotas.ask(project, model, Arrivals.tokens(call.body()), now);
        refusal.ifPresent(error -> quotas.told(project, model, now));
        return refusal;
    }

    private static String project(String key) {
        // Imported in this order, so the row of key 0 is number 1.
        return "project-" + (Integer.parseInt(key.substring(key.length() - 6)) + 1) % PROJECTS;
    }

    /** The same time as the server's. */
    private static final class Scaled extends Clock {
        private final long zero;
        private final Instant start;

        Scaled(long zero, Instant start) {
            this.zero = zero;
            this.start = start;
        }

        @Override
        public Instant instant() {
            return start.plusMillis((System.currentTimeMillis() - zero) * SPEED);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
