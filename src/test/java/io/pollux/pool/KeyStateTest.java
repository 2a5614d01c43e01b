package io.pollux.pool;

import static io.pollux.pool.Failures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.keys.SetAside;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure rules of setting a key aside (wire: classification for a key pool). */
class KeyStateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T14:00:00Z");

    @ParameterizedTest
    @EnumSource(names = {"INVALID", "LEAKED", "SUSPENDED", "DENIED"})
    void aConclusiveRefusalSetsTheKeyAsideAtOnceAndKeepsTheReason(Refusal refusal) {
        KeyState state = KeyState.FRESH.after(refused(refusal), 3, NOW);
        assertThat(state.setAside()).contains(new SetAside(refusal, "Refused as " + refusal, NOW));
    }

    @ParameterizedTest(name = "MAX_FAILURES {0}")
    @ValueSource(ints = {1, 2, 3, 10})
    void a401SetsTheKeyAsideOnlyAtTheLastOfThatManyInARow(int maxFailures) {
        KeyState state = KeyState.FRESH;
        for (int i = 1; i < maxFailures; i++) {
            state = state.after(refused(Refusal.UNAUTHENTICATED), maxFailures, NOW);
            assertThat(state.trusted()).isTrue();
            assertThat(state.failures()).isEqualTo(i);
        }
        state = state.after(refused(Refusal.UNAUTHENTICATED), maxFailures, NOW);
        assertThat(state.setAside()).map(SetAside::refusal).contains(Refusal.UNAUTHENTICATED);
    }

    @Test
    void aSuccessSetsTheCountToZero() {
        KeyState twice = KeyState.FRESH
                .after(refused(Refusal.UNAUTHENTICATED), 3, NOW)
                .after(refused(Refusal.UNAUTHENTICATED), 3, NOW);
        assertThat(twice.afterSuccess(NOW.minusSeconds(1)).failures()).isZero();
    }

    @Test
    void nothingButARefusalBlamesTheKey() {
        KeyState once = KeyState.FRESH.after(refused(Refusal.UNAUTHENTICATED), 3, NOW);
        for (Failure failure : Failures.all()) {
            if (!(failure instanceof Failure.KeyRefused)) {
                assertThat(once.after(failure, 1, NOW)).as("%s", failure).isSameAs(once);
            }
        }
    }

    @Test
    void aSuccessLiftsTheSetAsideUnlessItWasSentBefore() {
        KeyState aside = KeyState.FRESH.after(refused(Refusal.DENIED), 3, NOW);
        assertThat(aside.afterSuccess(NOW.minusSeconds(5))).isSameAs(aside);
        assertThat(aside.afterSuccess(NOW)).isSameAs(aside);
        assertThat(aside.afterSuccess(NOW.plusMillis(1))).isEqualTo(KeyState.FRESH);
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "INVALID, LEAKED, LEAKED",
        "LEAKED, INVALID, LEAKED",
        "LEAKED, UNAUTHENTICATED, LEAKED",
        "DENIED, UNAUTHENTICATED, DENIED",
        "UNAUTHENTICATED, INVALID, INVALID",
        "DENIED, SUSPENDED, SUSPENDED"
    })
    void theReasonThatSaysMoreStays(Refusal first, Refusal second, Refusal kept) {
        KeyState state = KeyState.FRESH.after(refused(first), 1, NOW).after(refused(second), 1, NOW.plusSeconds(1));
        assertThat(state.setAside()).map(SetAside::refusal).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noSequenceOfEventsTrustsALeakedKeyOrForgetsAReasonWithoutANewerSuccess(long seed) {
        Random random = new Random(seed);
        List<Failure> failures = Failures.all();
        KeyState state = KeyState.FRESH;
        Instant now = NOW;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(1 + random.nextInt(10_000));
            boolean wasTrusted = state.trusted();
            if (random.nextInt(10) == 0) {
                Instant sentAt = now.minusMillis(random.nextInt(20_000));
                boolean newer = wasTrusted
                        || sentAt.isAfter(state.setAside().orElseThrow().since());
                state = state.afterSuccess(sentAt);
                assertThat(state.trusted()).isEqualTo(newer);
                continue;
            }
            boolean leaked = state.setAside().filter(this::leaked).isPresent();
            state = state.after(failures.get(random.nextInt(failures.size())), 3, now);
            assertThat(state.trusted() && !wasTrusted).isFalse();
            assertThat(state.failures()).isBetween(0, 3);
            assertThat(!leaked || state.setAside().filter(this::leaked).isPresent())
                    .isTrue();
        }
    }

    @Test
    void aQuotaThatIsSpentSaysNothingAboutTheKey() {
        for (QuotaWindow window : QuotaWindow.values()) {
            assertThat(KeyState.FRESH.after(Failures.spent(window), 1, NOW)).isSameAs(KeyState.FRESH);
        }
    }

    private boolean leaked(SetAside aside) {
        return aside.refusal() == Refusal.LEAKED;
    }
}
