package io.pollux.relay;

import static io.pollux.relay.Failures.BAD_CALL;
import static io.pollux.relay.Failures.DAY_QUOTA;
import static io.pollux.relay.Failures.GONE;
import static io.pollux.relay.Failures.INTERNAL;
import static io.pollux.relay.Failures.KEY_INVALID;
import static io.pollux.relay.Failures.MINUTE_QUOTA;
import static io.pollux.relay.Failures.MODEL_CLOSED;
import static io.pollux.relay.Failures.NO_KEY;
import static io.pollux.relay.Failures.OVERDUE;
import static io.pollux.relay.Failures.OVERLOADED;
import static io.pollux.relay.Failures.OWN;
import static io.pollux.relay.Failures.PROJECT_REFUSED;
import static io.pollux.relay.Failures.RESET;
import static io.pollux.relay.Failures.SIGNATURE;
import static io.pollux.relay.Failures.TIMED_OUT;
import static io.pollux.relay.Failures.UNSTATED_QUOTA;
import static io.pollux.relay.Failures.WRONG_PLACE;
import static io.pollux.relay.Failures.google;
import static io.pollux.relay.Failures.quota;
import static io.pollux.relay.Failures.refused;
import static io.pollux.relay.Failures.tries;
import static io.pollux.relay.Failures.triesBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.ModelOverloaded;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.Trail.Try;
import io.pollux.relay.RetryRule.Next;
import io.pollux.relay.RetryRule.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryRuleTest {
    private static final int MANY = 10;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final double EVEN = 0.5;

    static Stream<Failure> finalFailures() {
        return Stream.of(BAD_CALL, GONE, OWN, NO_KEY, OVERDUE);
    }

    static Stream<Failure> failuresOfOneKey() {
        return Stream.of(KEY_INVALID, PROJECT_REFUSED, MODEL_CLOSED, DAY_QUOTA, MINUTE_QUOTA);
    }

    @ParameterizedTest
    @MethodSource("finalFailures")
    void aFailureThatNoKeyCanChangeEndsTheCallAtOnce(Failure failure) {
        assertThat(next(failure).step()).isEqualTo(Step.GIVE_UP);
    }

    @ParameterizedTest
    @MethodSource("failuresOfOneKey")
    void aFailureOfOneKeyOrProjectGoesToAnotherKeyAtOnce(Failure failure) {
        assertThat(next(failure)).isEqualTo(new Next(Step.ANOTHER_KEY, Duration.ZERO));
        assertThat(next(failure, failure, failure, failure).step()).isEqualTo(Step.ANOTHER_KEY);
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void everyRefusalOfAKeyGoesToAnotherKey(Refusal refusal) {
        assertThat(next(refused(refusal)).step()).isEqualTo(Step.ANOTHER_KEY);
    }

    @ParameterizedTest
    @EnumSource(QuotaWindow.class)
    void everySpentQuotaGoesToAnotherKey(QuotaWindow window) {
        assertThat(next(quota(window)).step()).isEqualTo(Step.ANOTHER_KEY);
    }

    @Test
    void aQuotaWithoutDetailsIsTriedOnTwoOtherProjectsAndNoMore() {
        assertThat(next(UNSTATED_QUOTA, UNSTATED_QUOTA).step()).isEqualTo(Step.ANOTHER_KEY);
        assertThat(next(UNSTATED_QUOTA, UNSTATED_QUOTA, UNSTATED_QUOTA).step()).isEqualTo(Step.GIVE_UP);
        assertThat(next(DAY_QUOTA, DAY_QUOTA, DAY_QUOTA, UNSTATED_QUOTA).step()).isEqualTo(Step.ANOTHER_KEY);
    }

    @Test
    void aRefusedSignatureIsRepairedOnce() {
        assertThat(next(SIGNATURE)).isEqualTo(new Next(Step.REPAIRED, Duration.ZERO));
        assertThat(next(SIGNATURE, SIGNATURE).step()).isEqualTo(Step.GIVE_UP);
        assertThat(next(SIGNATURE, DAY_QUOTA, SIGNATURE).step()).isEqualTo(Step.GIVE_UP);
    }

    @Test
    void anInternalErrorGoesToTheSameKeyAfterASecondThenToOneOther() {
        assertThat(next(INTERNAL)).isEqualTo(new Next(Step.SAME_KEY, Duration.ofSeconds(1)));
        assertThat(next(INTERNAL, INTERNAL)).isEqualTo(new Next(Step.ANOTHER_KEY, Duration.ZERO));
        assertThat(next(INTERNAL, INTERNAL, INTERNAL).step()).isEqualTo(Step.GIVE_UP);
    }

    @Test
    void googlesOwnTimeoutIsRetriedOnce() {
        assertThat(next(TIMED_OUT)).isEqualTo(new Next(Step.SAME_KEY, Duration.ofSeconds(1)));
        assertThat(next(TIMED_OUT, TIMED_OUT).step()).isEqualTo(Step.GIVE_UP);
    }

    @Test
    void anOverloadedModelGetsThreeTriesWithGrowingPauses() {
        assertThat(next(OVERLOADED)).isEqualTo(new Next(Step.SAME_KEY, Duration.ofSeconds(1)));
        assertThat(next(OVERLOADED, OVERLOADED)).isEqualTo(new Next(Step.SAME_KEY, Duration.ofSeconds(2)));
        assertThat(next(OVERLOADED, OVERLOADED, OVERLOADED).step()).isEqualTo(Step.GIVE_UP);
    }

    @Test
    void anOverloadedModelIsGivenTheTimeItAsksForUpToFourSeconds() {
        assertThat(next(overloadedFor(3)).delay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(next(overloadedFor(60)).delay()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aBrokenNetworkIsTriedOnceMoreWithTheSameKeyThenWithOthers() {
        assertThat(next(RESET)).isEqualTo(new Next(Step.SAME_KEY, Duration.ZERO));
        assertThat(next(RESET, RESET)).isEqualTo(new Next(Step.ANOTHER_KEY, Duration.ZERO));
        assertThat(next(RESET, RESET, RESET).step()).isEqualTo(Step.ANOTHER_KEY);
    }

    @Test
    void aPlaceThatGoogleRefusesIsLeftOnlyWhereProxiesAreInUse() {
        assertThat(next(WRONG_PLACE).step()).isEqualTo(Step.GIVE_UP);
        assertThat(next(triesBy("socks5://proxy:1080", WRONG_PLACE), MANY, LONG, EVEN)
                        .step())
                .isEqualTo(Step.ANOTHER_KEY);
    }

    @Test
    void theNumberOfAttemptsIsATotal() {
        assertThat(next(tries(DAY_QUOTA), 1, LONG, EVEN).step()).isEqualTo(Step.GIVE_UP);
        assertThat(next(tries(DAY_QUOTA), 2, LONG, EVEN).step()).isEqualTo(Step.ANOTHER_KEY);
        assertThat(next(tries(DAY_QUOTA, KEY_INVALID), 2, LONG, EVEN).step()).isEqualTo(Step.GIVE_UP);
        assertThat(next(tries(SIGNATURE), 1, LONG, EVEN).step()).isEqualTo(Step.GIVE_UP);
    }

    @Test
    void nothingIsTriedThatCannotBeginBeforeTheDeadline() {
        assertThat(next(tries(DAY_QUOTA), MANY, Duration.ZERO, EVEN).step()).isEqualTo(Step.GIVE_UP);
        assertThat(next(tries(DAY_QUOTA), MANY, Duration.ofMillis(-1), EVEN).step())
                .isEqualTo(Step.GIVE_UP);
        assertThat(next(tries(INTERNAL), MANY, Duration.ofMillis(1_000), EVEN).step())
                .isEqualTo(Step.GIVE_UP);
        assertThat(next(tries(INTERNAL), MANY, Duration.ofMillis(1_001), EVEN).step())
                .isEqualTo(Step.SAME_KEY);
    }

    @Test
    void chanceSpreadsAPauseByAQuarterEitherWay() {
        assertThat(next(tries(INTERNAL), MANY, LONG, 0.0).delay()).isEqualTo(Duration.ofMillis(750));
        assertThat(next(tries(INTERNAL), MANY, LONG, 1.0).delay()).isEqualTo(Duration.ofMillis(1_250));
    }

    private static Failure overloadedFor(int seconds) {
        return new ModelOverloaded(google(503, "UNAVAILABLE"), Optional.of(Duration.ofSeconds(seconds)));
    }

    private static Next next(Failure... failures) {
        return next(tries(failures), MANY, LONG, EVEN);
    }

    private static Next next(List<Try> tries, int attempts, Duration left, double chance) {
        return RetryRule.after(tries, attempts, left, chance);
    }
}
