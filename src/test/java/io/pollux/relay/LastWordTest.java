package io.pollux.relay;

import static io.pollux.relay.Failures.BAD_CALL;
import static io.pollux.relay.Failures.DAY_QUOTA;
import static io.pollux.relay.Failures.INTERNAL;
import static io.pollux.relay.Failures.KEY_INVALID;
import static io.pollux.relay.Failures.MINUTE_QUOTA;
import static io.pollux.relay.Failures.OVERDUE;
import static io.pollux.relay.Failures.OVERLOADED;
import static io.pollux.relay.Failures.RESET;
import static io.pollux.relay.Failures.tries;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.NoKeyReady;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Report;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastWordTest {
    @Test
    void theLastFailureInGooglesWordsIsTold() {
        assertThat(LastWord.of(tries(DAY_QUOTA, OVERLOADED))).isEqualTo(OVERLOADED);
        assertThat(LastWord.of(tries(INTERNAL, RESET))).isEqualTo(INTERNAL);
    }

    @Test
    void aFailureThatDecidedTheCallIsToldWhateverWentBefore() {
        assertThat(LastWord.of(tries(DAY_QUOTA, BAD_CALL))).isEqualTo(BAD_CALL);
        assertThat(LastWord.of(tries(DAY_QUOTA, OVERDUE))).isEqualTo(OVERDUE);
    }

    @Test
    void aRefusedKeyIsToldOnlyWhenThereIsNothingElseToTell() {
        assertThat(LastWord.of(tries(DAY_QUOTA, KEY_INVALID))).isEqualTo(DAY_QUOTA);
        assertThat(LastWord.of(tries(RESET, KEY_INVALID))).isEqualTo(RESET);
        assertThat(LastWord.of(tries(KEY_INVALID, KEY_INVALID))).isEqualTo(KEY_INVALID);
    }

    @Test
    void withoutAnyAttemptThePoolTellsWhyThereIsNoKey() {
        NoKeyReady none = ready(Optional.empty());

        assertThat(LastWord.withoutKey(tries(), none)).isEqualTo(none);
    }

    @Test
    void whenEveryKeyWasRefusedThePoolTellsThatNoneIsLeft() {
        NoKeyReady none = ready(Optional.empty());

        assertThat(LastWord.withoutKey(tries(KEY_INVALID, KEY_INVALID), none)).isEqualTo(none);
    }

    @Test
    void aFailureThatIsNotAboutKeysIsToldAlsoWhenKeysHaveRunOut() {
        assertThat(LastWord.withoutKey(tries(RESET, RESET), ready(Optional.empty())))
                .isEqualTo(RESET);
    }

    @Test
    void aSpentQuotaKeepsGooglesWordsAndGetsTheTimeOfTheFirstKeyThatReturns() {
        Failure told = LastWord.withoutKey(tries(MINUTE_QUOTA), ready(Optional.of(Duration.ofSeconds(9))));

        assertThat(told).isInstanceOfSatisfying(QuotaSpent.class, spent -> {
            assertThat(spent.report()).isEqualTo(MINUTE_QUOTA.report());
            assertThat(spent.retryDelay()).contains(Duration.ofSeconds(9));
        });
    }

    @Test
    void aClientIsNotSentHomeForTheDayWhenAnotherProjectIsBackSoon() {
        NoKeyReady soon = ready(Optional.of(Duration.ofSeconds(9)));
        NoKeyReady tomorrow = ready(Optional.of(Duration.ofHours(9)));

        assertThat(LastWord.withoutKey(tries(MINUTE_QUOTA, DAY_QUOTA), soon)).isEqualTo(soon);
        assertThat(LastWord.withoutKey(tries(DAY_QUOTA), tomorrow))
                .isInstanceOfSatisfying(
                        QuotaSpent.class, spent -> assertThat(spent.report()).isEqualTo(DAY_QUOTA.report()));
    }

    private static NoKeyReady ready(Optional<Duration> after) {
        return new NoKeyReady(Report.of(429, "RESOURCE_EXHAUSTED", "Every key is cooling down"), after);
    }
}
