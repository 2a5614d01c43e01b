package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.keys.Changed;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyNote;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredKey;
import io.pollux.keys.StoredUse;
import io.pollux.pool.Changes;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Loan;
import io.pollux.pool.Tried;
import io.pollux.settings.Settings;
import io.pollux.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The two ways between the pool and the database. */
class WriteBehindTest {
    private final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private final KeyPool pool = new KeyPool(Settings::defaults, clock);
    private final List<KeyNote> notes = new ArrayList<>();
    private final List<StoredCooldown> cooldowns = new ArrayList<>();
    private final List<StoredUse> uses = new ArrayList<>();
    private boolean notesFail;
    private boolean usesFail;
    private boolean cooldownsFail;
    private final WriteBehind writeBehind =
            new WriteBehind(pool, this::writeNotes, this::writeUses, this::writeCooldowns);

    @Test
    void everythingIsWrittenHoweverManyBatchesItTakes() {
        hold(2_500);
        lend(2_500);
        writeBehind.run();
        assertThat(notes.stream().map(KeyNote::keyId)).hasSize(2_500).doesNotHaveDuplicates();
    }

    @Test
    void anOutageLosesNothingAndCountsNothingTwice() {
        hold(3);
        notesFail = true;
        for (int i = 0; i < 5; i++) {
            lend(3);
            assertThatThrownBy(writeBehind::run).hasMessage("The database is away");
        }
        notesFail = false;
        writeBehind.run();
        assertThat(notes).hasSize(3).extracting(KeyNote::uses).containsOnly(5L);
    }

    @Test
    void aFailureOfTheSecondPartDoesNotCountTheFirstTwice() {
        hold(1);
        loan().failed(spentForTheDay());
        cooldownsFail = true;
        assertThatThrownBy(writeBehind::run).hasMessage("The database is away");
        assertThat(cooldowns).isEmpty();
        cooldownsFail = false;
        writeBehind.run();
        assertThat(notes).hasSize(1).extracting(KeyNote::uses).containsExactly(1L);
        assertThat(cooldowns).extracting(StoredCooldown::scope).containsExactly("key:1");
    }

    @Test
    void countsThatCouldNotBeWrittenComeAgainOnceAndAddedUp() {
        hold(1);
        usesFail = true;
        for (int i = 0; i < 5; i++) {
            lend(1);
            assertThatThrownBy(writeBehind::run).hasMessage("The database is away");
        }
        usesFail = false;
        writeBehind.run();
        writeBehind.run();
        assertThat(uses).extracting(StoredUse::requests).containsExactly(5L);
        assertThat(notes).extracting(KeyNote::uses).containsOnly(1L);
    }

    @Test
    void theLastWritingNeverThrows() {
        hold(1);
        lend(1);
        notesFail = true;
        writeBehind.last();
        notesFail = false;
        writeBehind.last();
        assertThat(notes).hasSize(1);
    }

    @Test
    void otherNodesAreAskedWithAnOverlapAndTheirNewsReachesThePool() {
        List<Instant> asked = new ArrayList<>();
        OtherNodes others = new OtherNodes(
                moment -> {
                    asked.add(moment);
                    pool.apply(new Changed(List.of(key(7)), List.of()));
                },
                clock);
        Instant start = clock.instant();
        clock.advance(Duration.ofSeconds(3));
        others.run();
        clock.advance(Duration.ofSeconds(1));
        others.run();
        assertThat(asked).containsExactly(start.minusSeconds(10), start.minusSeconds(7));
        assertThat(loan().key().id()).isEqualTo(7);
    }

    @Test
    void whenOthersCannotBeAskedTheNextQuestionGoesBackToTheLastAnswer() {
        List<Instant> asked = new ArrayList<>();
        OtherNodes others = new OtherNodes(
                moment -> {
                    asked.add(moment);
                    throw new IllegalStateException("The database is away");
                },
                clock);
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMinutes(5));
            assertThatThrownBy(others::run).hasMessage("The database is away");
        }
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    private void writeNotes(Changes changes) {
        if (notesFail) {
            throw new IllegalStateException("The database is away");
        }
        notes.addAll(changes.notes());
    }

    private void writeUses(Changes changes) {
        if (usesFail) {
            throw new IllegalStateException("The database is away");
        }
        uses.addAll(changes.uses());
    }

    private void writeCooldowns(Changes changes) {
        if (cooldownsFail) {
            throw new IllegalStateException("The database is away");
        }
        cooldowns.addAll(changes.cooldowns());
    }

    private void hold(int count) {
        pool.restore(
                LongStream.rangeClosed(1, count).mapToObj(WriteBehindTest::key).toList(), List.of());
    }

    private void lend(int times) {
        for (int i = 0; i < times; i++) {
            loan().close();
        }
    }

    private Loan loan() {
        GeminiCall call =
                new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1", "gemini", "", Map.of(), new byte[0], 0);
        return (Loan) pool.lend(call, new Tried());
    }

    private static QuotaSpent spentForTheDay() {
        return new QuotaSpent(Report.of(429, "RESOURCE_EXHAUSTED", "Enough"), QuotaWindow.DAY, Optional.empty());
    }

    private static StoredKey key(long id) {
        Secret secret = Secret.of("AIzaSyTestKeyNumber" + id);
        return new StoredKey(
                id,
                "",
                secret,
                secret.masked(),
                KeyKind.GEMINI,
                Optional.empty(),
                true,
                Optional.empty(),
                0,
                Rank.USUAL,
                DayLimit.NONE);
    }
}
