package io.pollux.pool;

import static io.pollux.pool.Failures.refused;
import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.call;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.off;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a call is told that gets no key. */
class NoneReadyTest {
    @Test
    void whenAllKeysCoolTheAnswerNamesTheTimeOfTheFirst() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(200)));
        fixture.lendKey(3, FLASH).failed(spent(QuotaWindow.NONE_GRANTED));
        fixture.clock.advance(Duration.ofSeconds(1));
        NoneReady none = fixture.none(FLASH);
        assertThat(none.why()).isEqualTo(NoneReady.Why.COOLING);
        assertThat(none.exhaustedByTries()).isFalse();
        assertThat(none.failure().retryAfter()).contains(Duration.ofSeconds(200));
        assertThat(none.failure().report().status()).isEqualTo(429);
        assertThat(none.failure().report().code()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(none.failure().report().message())
                .isEqualTo("All 3 usable Gemini keys are cooling down for gemini-2.5-flash;"
                        + " the first is ready again at 2026-11-21T14:03:21Z, in 4 min");
    }

    @Test
    void aQuotaIsNamedOnlyWhereItIsTheDaysOfEveryKey() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.DAY));
        assertThat(fixture.none(FLASH).failure().spent()).contains(QuotaWindow.DAY);

        PoolFixture other = PoolFixture.withKeys(2);
        other.lendKey(1, FLASH).failed(spent(QuotaWindow.DAY));
        other.lendKey(2, FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(200)));
        assertThat(other.none(FLASH).failure().spent()).isEmpty();
    }

    @Test
    void theTimeKeepsUpWithTheClockAndWithLongerBenches() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Loan late = fixture.lend(FLASH);
        fixture.lend(FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(9)));
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofSeconds(10));
        fixture.clock.advance(Duration.ofSeconds(4));
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofSeconds(6));
        late.failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(29)));
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofSeconds(30));
        fixture.clock.advance(Duration.ofSeconds(29));
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofSeconds(1));
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void aBenchForTheWholeProjectCountsInTheTime() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Loan second = fixture.lend(PRO);
        fixture.lend(FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(9)));
        second.failed(Failures.projectRefused(Duration.ofHours(6)));
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofHours(6));
        assertThat(fixture.none(PRO).failure().retryAfter()).contains(Duration.ofHours(6));
    }

    @Test
    void keysThatAreSetAsideOrOffDoNotCountAsCooling() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        Loan third = fixture.lendKey(3, FLASH);
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(99)));
        fixture.lendKey(2, FLASH).failed(refused(Refusal.INVALID));
        third.failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(9)));
        fixture.change(off(key(3)));
        NoneReady none = fixture.none(FLASH);
        assertThat(none.failure().retryAfter()).contains(Duration.ofSeconds(100));
        assertThat(none.failure().report().message()).startsWith("The only usable Gemini key is cooling down");
    }

    @Test
    void withoutAnyKeyOfTheKindTheAnswerIs503AndSaysSo() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        NoneReady none = fixture.none(call(Operation.GENERATE, KeyKind.VERTEX, FLASH), new Tried());
        assertThat(none.why()).isEqualTo(NoneReady.Why.NONE_USABLE);
        assertThat(none.failure().report().status()).isEqualTo(503);
        assertThat(none.failure().report().code()).isEqualTo("UNAVAILABLE");
        assertThat(none.failure().retryAfter()).isEmpty();
        assertThat(none.failure().report().message())
                .isEqualTo("The pool has no Vertex key yet; the operator can add one on the keys page");
    }

    @Test
    void whenAllAreRefusedOrOffTheAnswerIs503AndCountsThem() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        fixture.lendKey(1, FLASH).failed(refused(Refusal.INVALID));
        fixture.lendKey(2, FLASH).failed(refused(Refusal.LEAKED));
        fixture.change(off(key(3)));
        NoneReady none = fixture.none(FLASH);
        assertThat(none.failure().report().status()).isEqualTo(503);
        assertThat(none.failure().report().message())
                .isEqualTo("No Gemini key can be used: 2 refused by Google, 1 switched off; the keys page says why");
    }

    @Test
    void aCallThatHasHadEveryReadyKeyIsToldApartFromOneForWhichAllCool() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.DAY));
        Tried tried = new Tried();
        ((Loan) fixture.pool.lend(call(FLASH), tried)).failed(overloaded());
        assertThat(fixture.none(call(FLASH), tried).exhaustedByTries()).isTrue();
        fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        assertThat(fixture.none(call(FLASH), tried).exhaustedByTries()).isFalse();
        assertThat(fixture.none(call(FLASH), tried).why()).isEqualTo(NoneReady.Why.COOLING);
    }

    private static Failure overloaded() {
        return new Failure.ModelOverloaded(Report.of(503, "UNAVAILABLE", "Busy"), Optional.empty());
    }
}
