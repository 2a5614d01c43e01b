package io.pollux.pool;

import static io.pollux.pool.Failures.projectRefused;
import static io.pollux.pool.Failures.refused;
import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.call;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.noted;
import static io.pollux.pool.PoolFixture.ofProject;
import static io.pollux.pool.PoolFixture.off;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Usage;
import io.pollux.keys.KeyNote;
import io.pollux.keys.SetAside;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the pool wants written down, what it takes over, and how it follows changes made elsewhere. */
class PoolMemoryTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void aBatchHoldsOneNotePerKeyHoweverOftenItWasUsed() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        for (int i = 0; i < 10; i++) {
            fixture.succeed(FLASH);
        }
        fixture.clock.advance(Duration.ofSeconds(3));
        fixture.lendKey(2, FLASH).failed(refused(Refusal.UNAUTHENTICATED));
        Changes changes = fixture.drained();
        assertThat(changes.notes()).extracting(KeyNote::keyId).containsExactlyInAnyOrder(1L, 2L);
        KeyNote second = noteOf(changes, 2);
        assertThat(second.uses()).isEqualTo(6);
        assertThat(second.lastUsed()).contains(fixture.clock.instant());
        assertThat(second.trust()).contains(new KeyNote.Trust(1, Optional.empty()));
        assertThat(noteOf(changes, 1).trust()).isEmpty();
        assertThat(second.lastFailure())
                .contains(new KeyNote.LastFailure(fixture.clock.instant(), "Refused as UNAUTHENTICATED"));
        assertThat(fixture.pool.changes().isEmpty()).isTrue();
    }

    @Test
    void coolDownsAreWrittenDownUnderScopeAndModel() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "a"), key(2));
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.lendKey(2, PRO).failed(projectRefused(Duration.ofHours(1)));
        assertThat(fixture.drained().cooldowns())
                .extracting(StoredCooldown::scope, StoredCooldown::model, StoredCooldown::until)
                .containsExactlyInAnyOrder(
                        tuple("project:a", FLASH, MIDNIGHT),
                        tuple("key:2", "*", fixture.clock.instant().plusSeconds(3_600)));
    }

    @Test
    void coolDownsAndRefusalsSurviveARestart() {
        PoolFixture before = PoolFixture.withKeys(3);
        before.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        before.lendKey(2, FLASH).failed(refused(Refusal.LEAKED));
        before.lendKey(3, FLASH).failed(projectRefused(Duration.ofHours(1)));
        Changes written = before.drained();

        PoolFixture after = new PoolFixture();
        List<StoredKey> keys = new ArrayList<>();
        written.notes().forEach(note -> keys.add(noted(key(note.keyId()), note)));
        after.pool.restore(keys, written.cooldowns());
        assertThat(after.lendIds(PRO, 2)).containsOnly(1L);
        assertThat(after.none(FLASH).failure().retryAfter()).contains(Duration.ofHours(1));
        assertThat(after.view(2).setAside()).map(SetAside::refusal).contains(Refusal.LEAKED);
        assertThat(after.view(1).cooldowns().get(FLASH).provenance()).isEqualTo(Cooldown.Provenance.STATED);
        assertThat(after.view(1).cooldowns().get(FLASH).until()).isEqualTo(MIDNIGHT);
    }

    @Test
    void coolDownsThatAreOverOrNobodysAreNotRestored() {
        PoolFixture fixture = new PoolFixture();
        Instant now = fixture.clock.instant();
        fixture.pool.restore(
                List.of(key(1)),
                List.of(
                        new StoredCooldown("key:1", FLASH, now, "over", "STATED"),
                        new StoredCooldown("key:99", FLASH, now.plusSeconds(99), "nobody's", "STATED")));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeWrittenComesAgainMergedWithWhatHappenedSince() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.succeed(FLASH);
        fixture.lend(PRO).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(5)));
        fixture.lend(FLASH).failed(spent(QuotaWindow.UNSTATED));
        Changes lost = fixture.pool.changes();
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.lend(PRO).failed(spent(QuotaWindow.DAY));
        fixture.pool.undelivered(lost);
        Changes again = fixture.drained();
        assertThat(again.notes()).hasSize(1);
        assertThat(noteOf(again, 1).uses()).isEqualTo(4);
        assertThat(noteOf(again, 1).lastFailure().orElseThrow().at()).isEqualTo(fixture.clock.instant());
        assertThat(again.cooldowns())
                .filteredOn(row -> row.model().equals(PRO))
                .extracting(StoredCooldown::until)
                .containsExactly(MIDNIGHT);
        assertThat(again.cooldowns()).extracting(StoredCooldown::model).containsExactlyInAnyOrder(PRO, FLASH);
    }

    @Test
    void aLongOutageOfTheDatabaseCostsOneLinePerKey() {
        PoolFixture fixture = PoolFixture.withKeys(5);
        for (int i = 0; i < 1_000; i++) {
            fixture.succeed(FLASH);
            fixture.pool.undelivered(fixture.pool.changes());
        }
        Changes changes = fixture.pool.changes();
        assertThat(changes.notes()).hasSize(5);
        assertThat(changes.notes()).extracting(KeyNote::uses).containsOnly(200L);
    }

    @Test
    void aGuessThatASuccessEndsIsTakenOffTheShelf() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(spent(QuotaWindow.UNSTATED));
        fixture.drained();
        fixture.clock.advance(Duration.ofSeconds(5));
        fixture.succeed(FLASH);
        assertThat(fixture.drained().lifted()).containsExactly(new StoredCooldown.Name("key:1", FLASH));
    }

    @Test
    void aDeletedKeyIsLentNoMoreAndLateNewsOfItIsHarmless() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        Loan refused = fixture.lendKey(1, FLASH);
        Loan spent = fixture.lendKey(1, FLASH);
        Loan fine = fixture.lendKey(1, FLASH);
        fixture.drained();
        fixture.delete(1L);
        fixture.change(key(3));
        refused.failed(refused(Refusal.INVALID));
        spent.failed(spent(QuotaWindow.DAY));
        fine.succeeded(Usage.NONE);
        assertThat(fixture.pool.desk().view(1)).isEmpty();
        assertThat(fixture.lendIds(FLASH, 2)).containsExactlyInAnyOrder(2L, 3L);
        assertThat(fixture.drained().notes()).extracting(KeyNote::keyId).doesNotContain(1L);
        assertThat(fixture.drained().cooldowns()).isEmpty();
    }

    @Test
    void lateNewsOfADeletedKeyStillCountsForItsProject() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "a"), ofProject(2, "a"));
        Loan loan = fixture.lendKey(1, FLASH);
        fixture.delete(1L);
        loan.failed(spent(QuotaWindow.DAY));
        fixture.none(FLASH);
    }

    @Test
    void aKeyThatIsSwitchedOffIsLentNoMoreAndItsLoansGoOn() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        Loan out = fixture.lendKey(1, FLASH);
        fixture.change(off(key(1)));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(2L);
        out.succeeded(Usage.NONE);
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.OFF);
        fixture.change(key(1));
        assertThat(fixture.lendIds(FLASH, 2)).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void theOperatorsWordLiftsASetAside() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(refused(Refusal.LEAKED));
        fixture.drained();
        fixture.change(key(1));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
        assertThat(fixture.view(1).failures()).isZero();
    }

    @Test
    void anEchoOfOurOwnWritingUndoesNothing() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(refused(Refusal.UNAUTHENTICATED));
        Changes first = fixture.pool.changes();
        fixture.lend(FLASH).failed(refused(Refusal.INVALID));
        // Read by another thread before the writing was confirmed, and again after it.
        fixture.change(noted(key(1), noteOf(first, 1)));
        fixture.none(FLASH);
        fixture.pool.delivered(first);
        fixture.change(noted(key(1), noteOf(first, 1)));
        fixture.none(FLASH);
        assertThat(noteOf(fixture.drained(), 1).trust())
                .hasValueSatisfying(trust -> assertThat(trust.setAside()).isPresent());
    }

    @Test
    void aChangeOfTheRowThatSaysNothingNewAboutFailuresKeepsWhatIsNotYetWritten() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.lendKey(1, FLASH).failed(refused(Refusal.INVALID));
        StoredKey renamed = ofProject(1, "named");
        fixture.change(renamed);
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(2L);
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.SET_ASIDE);
    }

    @Test
    void aRefusalThatAnotherNodeSawCountsHereToo() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        SetAside elsewhere = new SetAside(Refusal.INVALID, "elsewhere", fixture.clock.instant());
        KeyNote note = new KeyNote(
                1, 0, Optional.empty(), Optional.of(new KeyNote.Trust(1, Optional.of(elsewhere))), Optional.empty());
        fixture.change(noted(key(1), note));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(2L);
    }

    @Test
    void whatAnotherNodeSaidOfAKeyIsNotWrittenAgain() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.succeed(FLASH);
        Loan out = fixture.lend(FLASH);
        SetAside elsewhere = new SetAside(Refusal.INVALID, "elsewhere", fixture.clock.instant());
        KeyNote note = new KeyNote(
                1, 0, Optional.empty(), Optional.of(new KeyNote.Trust(1, Optional.of(elsewhere))), Optional.empty());
        fixture.change(noted(key(1), note));
        out.succeeded(Usage.NONE);
        KeyNote mine = noteOf(fixture.drained(), 1);
        assertThat(mine.uses()).isEqualTo(2);
        assertThat(mine.trust()).isEmpty();
    }

    @Test
    void newsOfTrustThatCouldNotBeWrittenComesAgain() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(refused(Refusal.INVALID));
        fixture.pool.undelivered(fixture.pool.changes());
        assertThat(noteOf(fixture.drained(), 1).trust()).isPresent();
        assertThat(fixture.pool.changes().isEmpty()).isTrue();
    }

    @Test
    void aKeyBringsItsBenchesIntoTheProjectThatItTurnsOutToBelongTo() {
        PoolFixture fixture = PoolFixture.with(key(1), ofProject(2, "a"), key(3));
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.drained();
        fixture.change(ofProject(1, "a"));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(3L);
        Changes changes = fixture.drained();
        assertThat(changes.cooldowns()).extracting(StoredCooldown::scope).containsExactly("project:a");
        assertThat(changes.lifted()).containsExactly(new StoredCooldown.Name("key:1", FLASH));
    }

    @Test
    void aKeyThatLeavesAProjectLeavesItsBenchesBehind() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "a"), ofProject(2, "a"));
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.change(key(2));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(2L);
    }

    @Test
    void aKeyMayChangeItsKind() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.change(key(1, KeyKind.PAID, Optional.empty()));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(2L);
        assertThat(fixture.pool.desk().headcount(KeyKind.PAID)).isEqualTo(new Headcount(1, 0, 0, 0));
        assertThat(fixture.pool.desk().headcount(KeyKind.GEMINI)).isEqualTo(new Headcount(1, 0, 0, 0));
    }

    @Test
    void theHeadcountAddsUp() {
        PoolFixture fixture = PoolFixture.withKeys(5);
        fixture.lendKey(1, FLASH).failed(refused(Refusal.INVALID));
        fixture.lendKey(2, FLASH).failed(projectRefused(Duration.ofHours(1)));
        fixture.lendKey(3, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.change(off(key(4)));
        assertThat(fixture.pool.desk().headcount(KeyKind.GEMINI)).isEqualTo(new Headcount(2, 1, 1, 1));
        assertThat(fixture.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(2);
        assertThat(fixture.pool.lend(call(PRO), new Tried())).isInstanceOf(Loan.class);
    }

    private static KeyNote noteOf(Changes changes, long keyId) {
        return changes.notes().stream()
                .filter(note -> note.keyId() == keyId)
                .findFirst()
                .orElseThrow();
    }
}
