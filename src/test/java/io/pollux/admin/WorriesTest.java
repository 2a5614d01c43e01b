package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.Worries.Worry;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.keys.KeyQuery.State;
import io.pollux.keys.KeyWorries;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorriesTest {
    @Test
    void theWorstStandsFirstAndWhatIsNotThereNowhere() {
        Worries worries = Worries.of(new KeyWorries(Map.of(Refusal.INVALID, 7L, Refusal.LEAKED, 2L), 3));

        assertThat(worries.all())
                .containsExactly(new Worry(State.LEAKED, 2), new Worry(State.INVALID, 7), new Worry(State.FAILING, 3));
    }

    @Test
    void everyRefusalIsAWorry() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(Worries.of(new KeyWorries(Map.of(refusal, 1L), 0)).all())
                    .containsExactly(new Worry(State.of(refusal), 1));
        }
    }
}
