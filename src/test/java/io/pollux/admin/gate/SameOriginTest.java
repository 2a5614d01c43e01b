package io.pollux.admin.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SameOriginTest {
    @Test
    void browserThatSaysSameOriginIsBelieved() {
        assertThat(holds(Map.of("Sec-Fetch-Site", "same-origin", "Origin", "https://a.test", "Host", "b.test")))
                .isTrue();
        assertThat(holds(Map.of("Sec-Fetch-Site", "none"))).isTrue();
    }

    @Test
    void otherSitesAreRefusedEvenIfTheyAreNeighbours() {
        assertThat(holds(Map.of("Sec-Fetch-Site", "cross-site"))).isFalse();
        assertThat(holds(Map.of("Sec-Fetch-Site", "same-site"))).isFalse();
    }

    @Test
    void withoutThatTheOriginMustBeTheHost() {
        assertThat(holds(Map.of("Origin", "http://pollux.test:8080", "Host", "pollux.test:8080")))
                .isTrue();
        assertThat(holds(Map.of("Origin", "http://pollux.test:8080", "Host", "pollux.test:8081")))
                .isFalse();
        assertThat(holds(Map.of("Origin", "http://pollux.test.evil.test", "Host", "pollux.test")))
                .isFalse();
        assertThat(holds(Map.of("Origin", "http://evil.test/pollux.test", "Host", "pollux.test")))
                .isFalse();
        assertThat(holds(Map.of("Origin", "null", "Host", "pollux.test"))).isFalse();
        assertThat(holds(Map.of("Origin", "http://pollux.test"))).isFalse();
    }

    @Test
    void proxyMayHaveChangedTheHost() {
        assertThat(holds(Map.of(
                        "Origin", "https://pollux.test", "Host", "127.0.0.1:8080", "X-Forwarded-Host", "pollux.test")))
                .isTrue();
    }

    @Test
    void scriptsThatNameNothingPass() {
        assertThat(holds(Map.of("Host", "pollux.test"))).isTrue();
    }

    private static boolean holds(Map<String, String> headers) {
        return SameOrigin.holds(headers::get);
    }
}
