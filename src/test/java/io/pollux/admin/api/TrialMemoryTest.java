package io.pollux.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.api.ProxyRoutes.CacheStats;
import io.pollux.admin.api.ProxyRoutes.Checked;
import io.pollux.exchange.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrialMemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final Checked CAME = new Checked("http://127.0.0.1:9", false, null, "No answer", 0);

    private final TrialMemory memory = new TrialMemory();

    @Test
    void trialIsGoodForTenSecondsAndThenCountsAsExpired() {
        Secret proxy = Secret.of("http://a:b@127.0.0.1:9");
        memory.keep(proxy, CAME, NOW);

        assertThat(memory.recall(proxy, NOW.plusSeconds(9))).contains(CAME);
        assertThat(memory.stats(NOW.plusSeconds(9))).isEqualTo(new CacheStats(1, 1, 0));
        assertThat(memory.recall(proxy, NOW.plusSeconds(10))).isEmpty();
        assertThat(memory.stats(NOW.plusSeconds(10))).isEqualTo(new CacheStats(1, 0, 1));
        assertThat(memory.recall(Secret.of("http://a:c@127.0.0.1:9"), NOW)).isEmpty();
        assertThat(memory.clear()).isEqualTo(1);
        assertThat(memory.stats(NOW)).isEqualTo(new CacheStats(0, 0, 0));
    }

    @Test
    void oldestTrialsAreForgottenWhenThereAreTooMany() {
        for (int i = 0; i <= TrialMemory.MOST; i++) {
            memory.keep(Secret.of("http://127.0.0.1:" + i), CAME, NOW);
        }

        assertThat(memory.stats(NOW).totalCached()).isEqualTo(TrialMemory.MOST);
        assertThat(memory.recall(Secret.of("http://127.0.0.1:0"), NOW)).isEmpty();
        assertThat(memory.recall(Secret.of("http://127.0.0.1:1"), NOW)).isPresent();
    }
}
