package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final Instant GIVEN = Instant.parse("2026-11-21T10:00:00Z");

    private final Proof proof = new Proof(GIVEN);

    @Test
    void proofIsGoodForFiveMinutesAndNotASecondMore() {
        assertThat(proof.good(GIVEN)).isTrue();
        assertThat(proof.good(GIVEN.plusSeconds(299))).isTrue();
        assertThat(proof.good(GIVEN.plusSeconds(300))).isFalse();
    }

    @Test
    void clockThatIsPutBackMakesItWorthless() {
        assertThat(proof.good(GIVEN.minusSeconds(1))).isFalse();
    }
}
