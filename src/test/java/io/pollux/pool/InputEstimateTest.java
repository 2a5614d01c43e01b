package io.pollux.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a call may cost, told by its size. */
class InputEstimateTest {
    @Test
    void fourBytesOfTextMakeAToken() {
        assertThat(estimate("Hello, how are you today? ".repeat(10))).isEqualTo(65);
        assertThat(estimate("Hello, how are you today? ".repeat(4_000))).isEqualTo(26_000);
        assertThat(estimate("今天天气怎么样？我们去公园吧。".repeat(2_000))).isEqualTo(22_500);
    }

    @Test
    void aPictureCostsFarLessThanItsSize() {
        byte[] picture = new byte[1_000_000];
        new Random(7).nextBytes(picture);
        String base64 = Base64.getEncoder().encodeToString(picture);
        String body = "{\"contents\":[{\"parts\":[{\"text\":\"What is this?\"},{\"inlineData\":"
                + "{\"mimeType\":\"image/png\",\"data\":\"" + base64 + "\"}}]}]}";
        assertThat(estimate(body)).isBetween(1_000L, 3_000L);
    }

    @Test
    void countingAndReadingCostNoTokens() {
        assertThat(InputEstimate.of(PoolFixture.call(Operation.GET_MODEL, KeyKind.GEMINI, "m")))
                .isZero();
        GeminiCall count =
                new GeminiCall(Operation.COUNT_TOKENS, KeyKind.GEMINI, "v1", "m", "", Map.of(), new byte[10_000], 0);
        assertThat(InputEstimate.of(count)).isZero();
    }

    private static long estimate(String body) {
        return InputEstimate.of(call(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static GeminiCall call(byte[] body) {
        return new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1", "m", "", Map.of(), body, 0);
    }
}
