package io.pollux.pool;

import static io.pollux.pool.Failures.refused;
import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.call;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.ofProject;
import static io.pollux.pool.PoolFixture.off;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.PassedOver.Why;
import io.pollux.exchange.Quota;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredKey;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which keys come before which, and what a call is told about those that it did not get. */
class TierTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void paidKeysServeWhenNoFreeOneCan() {
        PoolFixture fixture = PoolFixture.with(key(1), key(2), paid(3));
        assertThat(fixture.lendIds(FLASH, 4)).containsOnly(1L, 2L);

        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(20)));
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.DAY));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(3L);
        assertThat(fixture.lendIds(PRO, 4)).as("of another model").containsOnly(1L, 2L);

        fixture.clock.advance(Duration.ofSeconds(22));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(1L);
    }

    @Test
    void orBeforeThemOrNever() {
        PoolFixture fixture = PoolFixture.with(key(1), paid(2));
        fixture.set(Settings.POLLUX_PAID_KEYS, "before");
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(2L);
        fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(1L);

        fixture.set(Settings.POLLUX_PAID_KEYS, "apart");
        fixture.lend(FLASH).failed(spent(QuotaWindow.MINUTE));
        assertThat(fixture.none(FLASH).failure().report().message())
                .startsWith("The only usable Gemini key is cooling");
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(1L);
    }

    @Test
    void aPaidCallAndAVertexCallGetNoOtherKeys() {
        PoolFixture fixture = PoolFixture.with(key(1), paid(2), key(3, KeyKind.VERTEX, Optional.empty()));
        assertThat(fixture.lend(of(KeyKind.PAID)).key().id()).isEqualTo(2);
        assertThat(fixture.lend(of(KeyKind.VERTEX)).key().id()).isEqualTo(3);
        fixture.change(off(paid(2)));
        fixture.none(of(KeyKind.PAID), new Tried());
    }

    @Test
    void whenAllAreBusyTheFirstOfAllKindsThatIsReadyAgainIsNamed() {
        PoolFixture fixture = PoolFixture.with(key(1), paid(2));
        fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        fixture.lend(FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(20)));
        assertThat(fixture.none(FLASH).failure().retryAfter()).hasValue(Duration.ofSeconds(21));
        fixture.set(Settings.POLLUX_PAID_KEYS, "apart");
        assertThat(fixture.none(FLASH).failure().retryAfter())
                .hasValue(Duration.between(fixture.clock.instant(), MIDNIGHT));
    }

    @Test
    void aLowerPriorityIsServedFirst() {
        PoolFixture fixture = PoolFixture.with(ranked(1, 5), ranked(2, 0), ranked(3, -3), ranked(4, 0));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(3L);
        fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        assertThat(fixture.lendIds(FLASH, 4)).containsExactly(2L, 4L, 2L, 4L);
        Tried tried = new Tried();
        assertThat(((Loan) fixture.pool.lend(call(FLASH), tried)).key().id()).isEqualTo(2);
        assertThat(((Loan) fixture.pool.lend(call(FLASH), tried)).key().id()).isEqualTo(4);
        assertThat(((Loan) fixture.pool.lend(call(FLASH), tried)).key().id())
                .as("when those have been tried")
                .isEqualTo(1);
        assertThat(fixture.none(call(FLASH), tried).exhaustedByTries()).isTrue();
    }

    @Test
    void aTierThatHasNoRoomIsLeftForTheNext() {
        PoolFixture fixture = PoolFixture.with(ranked(1, 0), ranked(2, 1));
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(Quota.INPUT_TOKENS_PER_MINUTE, 1_000L)));
        fixture.lend(call(FLASH).withBody(new byte[3_600]));
        Loan large = fixture.lend(call(FLASH).withBody(new byte[2_000]));
        assertThat(large.key().id()).isEqualTo(2);
        assertThat(large.passedOver().named())
                .containsExactly(new PassedOver.Key(key(1).masked(), Why.NO_ROOM, Instant.EPOCH, ""));
        assertThat(fixture.lendId(FLASH)).as("a small call").isEqualTo(1);
        fixture.lend(call(FLASH).withBody(new byte[2_000]));
        assertThat(fixture.none(call(FLASH).withBody(new byte[2_000]), new Tried())
                        .failure()
                        .report()
                        .message())
                .contains("has room for so many input tokens");
    }

    @Test
    void anotherPriorityActsAtOnceAndKeepsWhatIsKnownOfTheKey() {
        PoolFixture fixture = PoolFixture.with(key(1), key(2));
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.change(ranked(2, -1));
        assertThat(fixture.lendIds(PRO, 3)).containsOnly(2L);
        assertThat(fixture.lendIds(FLASH, 3)).as("still cooling").containsOnly(1L);
        fixture.change(ranked(1, -2), ranked(2, 4));
        assertThat(fixture.lendIds(PRO, 3)).containsOnly(1L);
        fixture.delete(1L);
        assertThat(fixture.lendIds(PRO, 2)).containsOnly(2L);
    }

    @Test
    void whoWasPassedOverIsNamedWithTheReason() {
        PoolFixture fixture = PoolFixture.with(key(1), key(2), key(3), key(4), paid(5), ranked(6, 9));
        assertThat(fixture.lend(FLASH).passedOver()).isEqualTo(new PassedOver(List.of(), 0, 0, 0, 2));

        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.lendKey(2, FLASH).failed(refused(Refusal.SUSPENDED));
        fixture.change(off(key(3)));

        PassedOver others = fixture.lend(FLASH).passedOver();
        assertThat(others)
                .isEqualTo(new PassedOver(
                        List.of(
                                new PassedOver.Key(key(1).masked(), Why.COOLING, MIDNIGHT, "STATED"),
                                new PassedOver.Key(key(2).masked(), Why.SET_ASIDE, Instant.EPOCH, "SUSPENDED"),
                                new PassedOver.Key(key(3).masked(), Why.OFF, Instant.EPOCH, "")),
                        0,
                        0,
                        0,
                        2));
        assertThat(others.text())
                .contains(key(1).masked() + " cooling until 2026-11-22T08:00:00Z, STATED; ")
                .doesNotContain(key(1).secret().reveal());
        assertThat(fixture.lend(PRO).passedOver().named()).hasSize(2);
        assertThat(fixture.lend(FLASH).passedOver()).as("not made anew").isSameAs(others);
        fixture.set(Settings.POLLUX_PAID_KEYS, "apart");
        assertThat(fixture.lend(FLASH).passedOver().spare()).isOne();
    }

    @Test
    void aFewAreNamedAndTheRestCounted() {
        PoolFixture fixture = PoolFixture.withKeys(40);
        for (long id = 1; id <= 20; id++) {
            fixture.lendKey(id, FLASH).failed(spent(QuotaWindow.DAY));
        }
        for (long id = 21; id <= 30; id++) {
            fixture.change(off(key(id)));
        }
        PassedOver others = fixture.lend(FLASH).passedOver();
        assertThat(others.named()).hasSize(PassedOver.MOST_NAMED);
        assertThat(others.coolingMore()).isEqualTo(12);
        assertThat(others.unusableMore()).isEqualTo(10);
        assertThat(others.text())
                .endsWith(
                        "; 12 more cooling for this model; 10 more cooling for every model, at their daily limit, set aside or switched off");
    }

    @Test
    void keysThatRestBeforeALimitAreNamedToo() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "a"), ofProject(2, "b"));
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(Quota.REQUESTS_PER_MINUTE, 2L)));
        fixture.lendIds(FLASH, 3);
        assertThat(fixture.lend(FLASH).passedOver().named()).singleElement().satisfies(key -> assertThat(key.detail())
                .isEqualTo("LEARNED"));
    }

    private static GeminiCall of(KeyKind kind) {
        return call(Operation.GENERATE, kind, FLASH);
    }

    private static StoredKey paid(long id) {
        return key(id, KeyKind.PAID, Optional.empty());
    }

    private static StoredKey ranked(long id, int priority) {
        return key(id).ranked(new Rank(priority, 1));
    }
}
