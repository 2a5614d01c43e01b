package io.pollux.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Usage;
import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import io.pollux.journal.tally.Sums;
import io.pollux.journal.tally.TallyPoint;
import io.pollux.journal.tally.TallyReader;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import io.pollux.testing.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Whether the sums are those of the rows that they stand for. On H2; {@link TallyMariaDbIT} does the same on MariaDB. */
@TestInstance(Lifecycle.PER_CLASS)
class TallyIT {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));
    private static final List<String> TABLES =
            List.of("t_request_log", "t_error_logs", "t_pollux_tally", "t_pollux_tally_failure");

    private Storage storage;
    private TallyReader tallies;

    DatabaseAddress address(Path directory) {
        return DatabaseAddress.embedded(directory, "tally");
    }

    @BeforeAll
    void openDatabase(@TempDir Path directory) {
        storage = Storage.open(address(directory));
        tallies = new TallyReader(storage);
    }

    @AfterAll
    void closeDatabase() {
        storage.close();
    }

    @BeforeEach
    void emptyTables() {
        storage.write(transaction -> TABLES.forEach(table ->
                transaction.em().createNativeQuery("delete from " + table).executeUpdate()));
    }

    @Test
    void sumsAreThoseOfTheCallsHoweverManyNodesWrite() {
        Random chance = new Random(42);
        Journal one = open();
        Journal other = open();
        for (int i = 0; i < 3_000; i++) {
            (chance.nextBoolean() ? one : other).record(random("call-" + i, chance));
        }
        // A journal that closes waits for its database for a while only.
        Patience.awaitThat(() -> one.waiting() + other.waiting() == 0);
        one.close();
        other.close();

        assertThat(one.dropped() + other.dropped()).isZero();
        for (Grain grain : Dimension.ALL.grains()) {
            check(everything(grain), "1 = 1");
        }
        for (int key = 1; key <= 5; key++) {
            check(total(Dimension.KEY, Long.toString(key), Grain.HOUR), "key_id = " + key);
        }
        check(total(Dimension.PROJECT, "project:even", Grain.HOUR), "key_id in (2, 4)");
        check(total(Dimension.MODEL, "gemini-x", Grain.MINUTE), "1 = 1");
        check(total(Dimension.CLIENT, "client abc", Grain.MINUTE), "1 = 1");
        check(total(Dimension.DIALECT, "gemini", Grain.HOUR), "1 = 1");
        assertThat(tallies.subjects(Dimension.KEY, Grain.HOUR, LONG_AGO, 10))
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    @Test
    void eachMinuteHasWhatCameInThen() {
        Journal journal = open();
        journal.record(complete("call-1", NOW, NOW.plusSeconds(90)));
        journal.record(complete("call-2", NOW.plusSeconds(59), NOW.plusSeconds(60)));
        journal.record(complete("call-3", NOW.plusSeconds(60), NOW.plusSeconds(61)));
        journal.close();

        assertThat(tallies.series(Dimension.ALL, "", Grain.MINUTE, NOW, LATER))
                .extracting(TallyPoint::startsAt)
                .containsExactly(NOW, NOW.plusSeconds(60));
        assertThat(tallies.total(Dimension.ALL, "", Grain.MINUTE, NOW, NOW.plusSeconds(60))
                        .calls())
                .isEqualTo(2);
        assertThat(tallies.total(Dimension.ALL, "", Grain.TEN_SECONDS, NOW.plusSeconds(50), NOW.plusSeconds(60))
                        .calls())
                .isOne();
        assertThat(tallies.since()).contains(Grain.HOUR.floor(NOW));
    }

    @Test
    void timesOfCallsAreFoundInTheirPercentiles() {
        Journal journal = open();
        for (int i = 0; i < 100; i++) {
            Trail trail = Trails.of("call-" + i, Operation.STREAM, NOW);
            trail.tried(Trails.attempt(7, NOW, 200, Optional.empty()));
            trail.firstByte(NOW.plusMillis(i < 90 ? 200 : 3_000));
            trail.ended(Ending.COMPLETE, NOW.plusMillis(i < 50 ? 1_000 : 20_000));
            journal.record(trail);
        }
        journal.close();

        Sums all = everything(Grain.MINUTE);
        assertThat(all.firstByte(50)).isBetween(160L, 320L);
        assertThat(all.firstByte(99)).isBetween(2_560L, 5_120L);
        assertThat(all.total(50)).isBetween(640L, 1_280L);
        assertThat(all.total(95)).isBetween(10_240L, 20_480L);
    }

    @Test
    void aCallThatIsWrittenAgainIsCountedOnce() {
        Journal journal = open();
        journal.record(complete("call-1", NOW, NOW.plusSeconds(1)));
        journal.close();
        Journal again = open();
        again.record(complete("call-1", NOW, NOW.plusSeconds(1)));
        again.record(complete("call-2", NOW, NOW.plusSeconds(1)));
        again.close();

        assertThat(everything(Grain.HOUR).calls()).isEqualTo(2);
        assertThat(everything(Grain.HOUR).attempts()).isEqualTo(2);
    }

    @Test
    void callsAreCountedAlsoWhenTheirRowsAreNotWanted() {
        Journal journal = Journal.open(
                storage, () -> Settings.defaults().with(Settings.POLLUX_REQUEST_LOG, false), TallyIT::project);
        journal.record(complete("call-1", NOW, NOW.plusSeconds(1)));
        journal.close();

        assertThat(everything(Grain.HOUR).calls(Ending.COMPLETE)).isOne();
        assertThat(count("select count(*) from t_request_log")).isZero();
    }

    @Test
    void modelsThatClientsInventAreCountedAsOneBeyondANumber() {
        Journal journal = open();
        for (int i = 0; i < 600; i++) {
            Trail trail = new Trail(Trails.call("call-" + i, Operation.GENERATE, "model-" + i, NOW), "gemini");
            trail.tried(Trails.attempt(7, NOW, 404, Optional.of(new Failure.BadCall(report(404)))));
            trail.ended(Ending.FAILED, NOW);
            journal.record(trail);
        }
        journal.close();

        assertThat(tallies.subjects(Dimension.MODEL, Grain.HOUR, LONG_AGO, 1_000))
                .hasSize(501);
        assertThat(tallies.subjects(Dimension.MODEL, Grain.HOUR, LONG_AGO, 1)).containsExactly("*");
        assertThat(total(Dimension.MODEL, "*", Grain.HOUR).calls()).isEqualTo(100);
        assertThat(everything(Grain.HOUR).calls()).isEqualTo(600);
    }

    @Test
    void oldStepsGoAndLongerOnesStay() {
        Journal journal = open();
        journal.record(complete("call-1", NOW, NOW.plusSeconds(1)));
        long none = journal.forgetTallies(NOW.plus(Duration.ofMinutes(50)), () -> true);
        long fine = journal.forgetTallies(NOW.plus(Duration.ofHours(2)), () -> true);
        journal.close();
        Journal next = open();
        next.forgetTallies(NOW.plus(Duration.ofDays(4)), () -> true);
        next.close();

        assertThat(none + fine).isBetween(0L, 1L);
        assertThat(everything(Grain.TEN_SECONDS).calls()).isZero();
        assertThat(everything(Grain.MINUTE).calls()).isZero();
        assertThat(everything(Grain.HOUR).calls()).isOne();
        assertThat(total(Dimension.KEY, "2", Grain.HOUR).calls()).isOne();
        Journal last = open();
        last.forgetTallies(NOW.plus(Duration.ofDays(33)), () -> true);
        last.close();
        assertThat(total(Dimension.KEY, "2", Grain.HOUR).calls()).isZero();
        assertThat(everything(Grain.DAY).calls()).isOne();
    }

    private void check(Sums sums, String whose) {
        String attempts = "select count(*) from t_request_log where " + whose;
        assertThat(sums.attempts()).isEqualTo(count(attempts));
        assertThat(sums.attemptsFailed())
                .isEqualTo(count(attempts + " and (status_code is null or status_code < 200 or status_code > 299)"));
        for (Ending ending : Ending.values()) {
            long refused = whose.contains("key_id")
                    ? 0
                    : count("select count(*) from t_error_logs e where attempt = 0 and ending = '" + ending
                            + "' and not exists (select 1 from t_request_log r where r.call_id = e.call_id)");
            assertThat(sums.calls(ending))
                    .as(whose + " " + ending)
                    .isEqualTo(refused + count(attempts + " and ending = '" + ending + "'"));
        }
        assertThat(sums.inputTokens()).isEqualTo(sum("prompt_tokens", whose));
        assertThat(sums.cachedTokens()).isEqualTo(sum("cached_tokens", whose));
        assertThat(sums.outputTokens()).isEqualTo(sum("output_tokens", whose));
        assertThat(sums.thoughtTokens()).isEqualTo(sum("thought_tokens", whose));
        assertThat(sums.failures()).isEqualTo(failures(whose));
    }

    private Map<String, Long> failures(String whose) {
        Map<String, Long> found = new HashMap<>();
        for (Class<?> kind : Failure.class.getPermittedSubclasses()) {
            long times = count("select count(*) from t_error_logs where " + whose + " and failure = '"
                    + kind.getSimpleName() + "'");
            if (times > 0) {
                found.put(kind.getSimpleName(), times);
            }
        }
        return found;
    }

    private long sum(String column, String whose) {
        return count("select coalesce(sum(" + column + "), 0) from t_request_log where " + whose);
    }

    private long count(String sql) {
        return storage.<Number>read(em -> (Number) em.createNativeQuery(sql).getSingleResult())
                .longValue();
    }

    private Sums everything(Grain grain) {
        return total(Dimension.ALL, Dimension.EVERYTHING, grain);
    }

    private Sums total(Dimension dimension, String subject, Grain grain) {
        return tallies.total(dimension, subject, grain, LONG_AGO, LATER);
    }

    private Journal open() {
        return Journal.open(storage, Settings::defaults, TallyIT::project);
    }

    private static String project(long key) {
        return key % 2 == 0 ? "project:even" : "";
    }

    private static Trail complete(String id, Instant at, Instant end) {
        Trail trail = Trails.of(id, Operation.GENERATE, at);
        trail.tried(Trails.attempt(2, at, 200, Optional.empty()));
        trail.ended(Ending.COMPLETE, end);
        return trail;
    }

    /** Some are refused at once, some fail at the first key and some at all, some clients leave. */
    private static Trail random(String id, Random chance) {
        Instant at = NOW.plusSeconds(chance.nextInt(3 * 3600));
        Trail trail = Trails.of(id, Operation.STREAM, at);
        int tries = chance.nextInt(4);
        for (int i = 1; i < tries; i++) {
            trail.tried(Trails.attempt(key(chance), at.plusSeconds(i), status(chance), Optional.of(failure(chance))));
        }
        if (tries == 0) {
            trail.failed(new Failure.NoKeyReady(report(429), Optional.empty()));
            trail.ended(Ending.FAILED, at.plusSeconds(1));
            return trail;
        }
        List<Ending> endings = new ArrayList<>(List.of(Ending.values()));
        Ending ending = endings.get(chance.nextInt(endings.size()));
        Optional<Failure> last =
                switch (ending) {
                    case COMPLETE -> Optional.empty();
                    case ABANDONED -> Optional.of(new Failure.ClientGone());
                    case FAILED, CUT -> Optional.of(failure(chance));
                };
        trail.tried(Trails.attempt(key(chance), at.plusSeconds(tries), last.isEmpty() ? 200 : status(chance), last));
        last.ifPresent(trail::failed);
        trail.used(new Usage(chance.nextInt(1000), chance.nextInt(10), chance.nextInt(500), chance.nextInt(90), 0, 9));
        trail.firstByte(at.plusMillis(chance.nextInt(5_000)));
        trail.ended(ending, at.plusSeconds(10));
        return trail;
    }

    private static long key(Random chance) {
        return 1 + chance.nextInt(5);
    }

    private static int status(Random chance) {
        return List.of(0, 200, 429, 500, 503).get(chance.nextInt(5));
    }

    private static Failure failure(Random chance) {
        return switch (chance.nextInt(3)) {
            case 0 -> new Failure.QuotaSpent(report(429), QuotaWindow.DAY, Optional.empty());
            case 1 -> new Failure.GoogleFailed(report(500));
            default -> new Failure.EgressFailed(report(0), false);
        };
    }

    private static Report report(int status) {
        return Report.of(status, "X", "x");
    }

    @Test
    void columnsOfTimeAreUtc() {
        Journal journal = open();
        journal.record(complete("call-1", NOW, NOW.plusSeconds(1)));
        journal.close();

        assertThat(UtcTime.column(Grain.HOUR.floor(NOW)).toString()).isEqualTo("2026-03-29T01:00");
        assertThat(count(
                        "select count(*) from t_pollux_tally where grain = 'HOUR' and starts_at = '2026-03-29 01:00:00'"
                                + " and dimension = 'ALL'"))
                .isOne();
    }
}
