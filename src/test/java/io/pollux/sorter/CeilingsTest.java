package io.pollux.sorter;

import static io.pollux.exchange.Quota.INPUT_TOKENS_PER_DAY;
import static io.pollux.exchange.Quota.INPUT_TOKENS_PER_MINUTE;
import static io.pollux.exchange.Quota.REQUESTS_PER_DAY;
import static io.pollux.exchange.Quota.REQUESTS_PER_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a refusal for quota gives away of the limits. */
class CeilingsTest {
    private static final String REQUESTS = "generativelanguage.googleapis.com/generate_content_free_tier_requests";
    private static final String TOKENS =
            "generativelanguage.googleapis.com/generate_content_free_tier_input_token_count";

    @Test
    void everyKnownIdNamesItsQuota() {
        assertThat(read(
                        violation(REQUESTS, "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "\"20\""),
                        violation(TOKENS, "GenerateContentInputTokensPerModelPerMinute-FreeTier", "\"250000\""),
                        violation(REQUESTS, "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "\"10\""),
                        violation(TOKENS, "GenerateContentInputTokensPerModelPerDay-FreeTier", "1000000")))
                .isEqualTo(Map.of(
                        REQUESTS_PER_DAY, 20L,
                        INPUT_TOKENS_PER_MINUTE, 250_000L,
                        REQUESTS_PER_MINUTE, 10L,
                        INPUT_TOKENS_PER_DAY, 1_000_000L));
    }

    @Test
    void paidTiersCountTheSame() {
        assertThat(read(
                        violation("", "GenerateContentPaidTierInputTokensPerModelPerMinute", "\"4000000\""),
                        violation("", "GenerateRequestsPerMinutePerProjectPerModel", "\"1000\"")))
                .isEqualTo(Map.of(INPUT_TOKENS_PER_MINUTE, 4_000_000L, REQUESTS_PER_MINUTE, 1_000L));
    }

    @Test
    void theLowestOfSeveralValuesCounts() {
        assertThat(read(
                        violation(REQUESTS, "GenerateRequestsPerDayPerProjectPerModel", "\"250\""),
                        violation(REQUESTS, "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "\"20\"")))
                .isEqualTo(Map.of(REQUESTS_PER_DAY, 20L));
    }

    @Test
    void whatIsNoLimitTeachesNothing() {
        assertThat(read(
                        violation(REQUESTS, "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "\"0\""),
                        violation(REQUESTS, "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "\"-1\""),
                        violation(TOKENS, "GenerateContentInputTokensPerModelPerMinute-FreeTier", "\"many\""),
                        violation(TOKENS, "GenerateContentInputTokensPerModelPerDay", "\"99999999999999999999\""),
                        violation(REQUESTS, "GenerateRequestsPerHour", "\"7\""),
                        violation("", "", "\"7\""),
                        violation("grounding_requests", "GroundingRequestsPerDayPerProject", "\"500\"")))
                .isEmpty();
    }

    private static Map<Quota, Long> read(String... violations) {
        String body = """
                {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Quota","details":[
                {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[%s]}]}}
                """.formatted(String.join(",", violations));
        GeminiCall call = new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1", "m", "", Map.of(), new byte[0], 0);
        return ((QuotaSpent) new GoogleErrors(call, Secret.of("AIzaSyNobody"))
                        .answer(429, "", body.getBytes(StandardCharsets.UTF_8)))
                .ceilings();
    }

    private static String violation(String metric, String id, String value) {
        return "{\"quotaMetric\":\"%s\",\"quotaId\":\"%s\",\"quotaValue\":%s}".formatted(metric, id, value);
    }
}
