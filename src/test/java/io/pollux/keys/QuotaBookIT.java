package io.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pollux.exchange.Quota;
import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import io.pollux.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The counts and limits of quotas on disk. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotaBookIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");

    @Parameter
    private TestDatabase database;

    private final ManualClock clock = ManualClock.at(NOW);
    private Storage storage;
    private QuotaBook book;
    private CooldownShelf shelf;

    @BeforeParameterizedClassInvocation
    void open() {
        storage = database.open("quota");
        book = new QuotaBook(storage, clock);
        shelf = new CooldownShelf(storage, clock);
    }

    @AfterParameterizedClassInvocation
    void close() {
        storage.close();
    }

    @BeforeEach
    void empty() {
        clock.set(NOW);
        Instant late = Instant.parse("2099-01-01T00:00:00Z");
        book.clear(late);
        shelf.clear(late);
    }

    @Test
    void whatIsAddedAddsUp() {
        book.add(List.of(use("key:1", 3, 100, 10), use("key:2", 1, 1, 1)));
        book.add(List.of(use("key:1", 2, -30, 5)));

        assertThat(book.since(NOW).uses()).containsExactlyInAnyOrder(use("key:1", 5, 70, 15), use("key:2", 1, 1, 1));
    }

    @Test
    void eachDayIsCountedApartAndOneThatIsOverIsNoNews() {
        StoredUse yesterday = new StoredUse("key:1", "flash", NOW, 9, 9, 9);
        StoredUse tomorrow = new StoredUse("key:1", "flash", MIDNIGHT.plusSeconds(86_400), 2, 2, 2);
        book.add(List.of(yesterday, use("key:1", 1, 1, 1), tomorrow));

        assertThat(book.since(Instant.EPOCH).uses()).containsExactlyInAnyOrder(use("key:1", 1, 1, 1), tomorrow);
    }

    @Test
    void ofALimitTheLaterWordStays() {
        book.say(List.of(ceiling(20, NOW), new StoredCeiling("key:1", "flash", Quota.REQUESTS_PER_MINUTE, 5, NOW)));
        book.say(List.of(ceiling(10, NOW.plusSeconds(5))));
        book.say(List.of(ceiling(50, NOW.minusSeconds(5))));

        assertThat(book.since(NOW).ceilings())
                .containsExactlyInAnyOrder(
                        ceiling(10, NOW.plusSeconds(5)),
                        new StoredCeiling("key:1", "flash", Quota.REQUESTS_PER_MINUTE, 5, NOW));
    }

    @Test
    void onlyWhatWasWrittenSinceIsNews() {
        book.add(List.of(use("key:1", 1, 1, 1)));
        book.say(List.of(ceiling(20, NOW)));
        shelf.save(List.of(cooldown("key:1", 600)), List.of());
        clock.advance(Duration.ofSeconds(20));
        book.add(List.of(use("key:2", 1, 1, 1)));
        shelf.save(List.of(cooldown("key:2", 600)), List.of());

        QuotaNews news = book.since(NOW.plusSeconds(10));

        assertThat(news.uses()).extracting(StoredUse::scope).containsExactly("key:2");
        assertThat(news.cooldowns()).containsExactly(cooldown("key:2", 600));
        assertThat(news.ceilings()).isEmpty();
    }

    @Test
    void theEndOfACooldownIsNewsToo() {
        shelf.save(List.of(cooldown("key:1", 600)), List.of());
        shelf.save(List.of(), List.of(cooldown("key:1", 600).name()));
        shelf.clear(NOW);

        assertThat(book.since(NOW).cooldowns())
                .extracting(StoredCooldown::until)
                .containsExactly(Instant.EPOCH);
        assertThat(shelf.load(NOW)).isEmpty();
        assertThat(shelf.clear(NOW.plusSeconds(120))).isEqualTo(1);
    }

    @Test
    void ofTwoNodesTheLongerCooldownStaysUnlessItWasLifted() {
        StoredCooldown day = new StoredCooldown("key:1", "flash", MIDNIGHT, "day", "STATED");
        shelf.save(List.of(day), List.of());
        shelf.save(List.of(cooldown("key:1", 60)), List.of());
        assertThat(shelf.load(NOW)).containsExactly(day);

        shelf.save(List.of(cooldown("key:1", 60)), List.of(day.name()));
        assertThat(shelf.load(NOW)).containsExactly(cooldown("key:1", 60));
    }

    @Test
    void daysAreForgottenAfterAWeek() {
        book.add(List.of(use("key:1", 1, 1, 1)));
        book.say(List.of(ceiling(20, NOW)));
        book.clear(MIDNIGHT.plus(Duration.ofDays(7)).minusSeconds(86_400));
        assertThat(book.since(NOW).uses()).hasSize(1);
        book.clear(MIDNIGHT.plus(Duration.ofDays(7)));
        assertThat(book.since(NOW).uses()).isEmpty();
        assertThat(book.since(NOW).ceilings()).isEmpty();
    }

    @Test
    void fourNodesThatWriteTheSameRowsAtOnceLoseNothing() throws Exception {
        int nodes = 4;
        int rounds = 15;
        List<StoredUse> rows =
                IntStream.range(0, 200).mapToObj(i -> use("key:" + i, 1, 10, 2)).toList();
        ExecutorService executor = Executors.newFixedThreadPool(nodes);
        List<Future<?>> writing = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            Random random = new Random(node);
            writing.add(executor.submit(() -> write(rows, random, rounds)));
        }
        for (Future<?> each : writing) {
            each.get(60, TimeUnit.SECONDS);
        }
        executor.shutdown();

        assertThat(book.since(NOW).uses())
                .hasSize(200)
                .extracting(StoredUse::requests, StoredUse::input, StoredUse::output)
                .containsOnly(tuple(60L, 600L, 120L));
    }

    /** As housekeeping does: what the database refuses comes again. */
    private void write(List<StoredUse> rows, Random random, int rounds) {
        int written = 0;
        for (int tries = 0; written < rounds && tries < 10 * rounds; tries++) {
            List<StoredUse> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            try {
                book.add(shuffled);
                written++;
            } catch (RuntimeException deadlock) {
                assertThat(deadlock).hasStackTraceContaining("SQL");
            }
        }
        assertThat(written).isEqualTo(rounds);
    }

    private static StoredUse use(String scope, long requests, long input, long output) {
        return new StoredUse(scope, "flash", MIDNIGHT, requests, input, output);
    }

    private static StoredCeiling ceiling(long most, Instant statedAt) {
        return new StoredCeiling("key:1", "flash", Quota.REQUESTS_PER_DAY, most, statedAt);
    }

    private static StoredCooldown cooldown(String scope, int seconds) {
        return new StoredCooldown(scope, "flash", NOW.plusSeconds(seconds), "quota", "GUESSED");
    }
}
