package io.pollux.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.Preferences;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiErrorTest {
    private static final String GOOGLE = "{\n  \"error\": {\n    \"code\": 429,\n    \"message\": \"quota\",\n"
            + "    \"status\": \"RESOURCE_EXHAUSTED\",\n    \"details\": [{\"@type\": \"x\", \"novel\": 1.0}]\n  }\n}\n";

    @Test
    void ownFailureHasTheShapeOfGooglesStatus() throws IOException {
        ErrorReply reply = reply(new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "No \"model\"\n")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.headers())
                .containsEntry("Content-Type", "application/json; charset=UTF-8")
                .hasSize(1);
        assertThat(new String(reply.body(), UTF_8))
                .isEqualTo(
                        "{\"error\":{\"code\":400,\"message\":\"No \\\"model\\\"\\n\",\"status\":\"INVALID_ARGUMENT\"}}");
    }

    @Test
    void googlesBodyIsPassedOnByteForByte() {
        Report report = new Report(429, "RESOURCE_EXHAUSTED", "quota", GOOGLE.getBytes(UTF_8));

        ErrorReply reply = reply(new Failure.QuotaSpent(report, QuotaWindow.DAY, Optional.of(Duration.ofSeconds(38))));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(new String(reply.body(), UTF_8)).isEqualTo(GOOGLE);
        assertThat(reply.headers())
                .as("a day's quota does not come back in 38 s")
                .doesNotContainKey("Retry-After");
    }

    @Test
    void googlesArrayIsUnwrapped() throws IOException {
        Report report = new Report(400, "INVALID_ARGUMENT", "bad", ("[" + GOOGLE + "]").getBytes(UTF_8));

        assertThat(error(reply(new Failure.BadCall(report))).path("message").textValue())
                .isEqualTo("quota");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "[]", "{\"error\":\"text\"}", "\"x\"", "{\"error\":"})
    void whatIsNoErrorOfGooglesIsReplacedByOurs(String body) throws IOException {
        Report report = new Report(502, "UNAVAILABLE", "Google's answer was no answer", body.getBytes(UTF_8));

        JsonNode error = error(reply(new Failure.GoogleFailed(report)));

        assertThat(error.path("code").intValue()).isEqualTo(502);
        assertThat(error.path("message").textValue()).isEqualTo("Google's answer was no answer");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1s", "400, 1, 1s", "33400, 34, 34s", "60000, 60, 60s", "61000, , 61s", "900000, , 900s"})
    void poolWithoutReadyKeySaysWhenTheFirstOneReturns(long millis, String header, String delay) throws IOException {
        ErrorReply reply = reply(noKeyFor(Optional.of(Duration.ofMillis(millis))));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.headers().get("Retry-After")).isEqualTo(header);
        JsonNode detail = error(reply).path("details").path(0);
        assertThat(detail.path("@type").textValue()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
        assertThat(detail.path("retryDelay").textValue()).isEqualTo(delay);
    }

    @Test
    void poolSpentForTheDaySaysSoAndNamesNoDelay() throws IOException {
        ErrorReply reply = reply(new Failure.NoKeyReady(
                Report.of(429, "RESOURCE_EXHAUSTED", "All keys are cooling down"),
                Optional.of(Duration.ofSeconds(65_205)),
                Optional.of(QuotaWindow.DAY)));

        assertThat(reply.headers()).doesNotContainKey("Retry-After");
        JsonNode details = error(reply).path("details");
        assertThat(details).hasSize(1);
        assertThat(details.path(0).path("violations").path(0).path("quotaId").textValue())
                .contains("PerDay");
        assertThat(new String(reply.body(), UTF_8)).doesNotContain("65205", "RetryInfo");
    }

    @Test
    void poolThatRestsLongForAnotherReasonClaimsNoQuotaOfTheDay() throws IOException {
        JsonNode details =
                error(reply(noKeyFor(Optional.of(Duration.ofSeconds(65_205))))).path("details");

        assertThat(details).hasSize(1);
        assertThat(details.path(0).path("retryDelay").textValue()).isEqualTo("65205s");
    }

    @Test
    void poolThatNeverRecoversByItselfPromisesNothing() throws IOException {
        Report report = Report.of(503, "UNAVAILABLE", "Every key is switched off");

        ErrorReply reply = reply(new Failure.NoKeyReady(report, Optional.empty()));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).doesNotContainKey("Retry-After");
        assertThat(error(reply).has("details")).isFalse();
    }

    @Test
    void refusedKeyIsNotTheClientsBusiness() {
        Report refused =
                new Report(400, "INVALID_ARGUMENT", "API key not valid", "{\"error\":{\"code\":400}}".getBytes(UTF_8));
        Report denied = Report.of(403, "PERMISSION_DENIED", "Consumer projects/123 has been suspended");

        for (Failure failure : new Failure[] {
            new Failure.KeyRefused(refused, Refusal.INVALID), new Failure.ProjectRefused(denied, Duration.ofHours(24))
        }) {
            ErrorReply reply = reply(failure);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(new String(reply.body(), UTF_8))
                    .doesNotContain("API key", "123", "400")
                    .contains("UNAVAILABLE");
            assertThat(new String(GeminiError.of(failure).inStream(), UTF_8)).doesNotContain("API key", "123");
        }
    }

    @Test
    void shortDelayOfAMinuteQuotaBecomesAHeader() {
        Report report = new Report(429, "RESOURCE_EXHAUSTED", "quota", GOOGLE.getBytes(UTF_8));

        assertThat(reply(new Failure.QuotaSpent(report, QuotaWindow.MINUTE, Optional.of(Duration.ofMillis(33_001))))
                        .headers())
                .containsEntry("Retry-After", "34");
        assertThat(reply(new Failure.ModelOverloaded(report, Optional.of(Duration.ofHours(18))))
                        .headers())
                .doesNotContainKey("Retry-After");
    }

    @Test
    void googlesDelayOfOneProjectGivesWayToThatOfThePool() throws IOException {
        Report report = new Report(
                429, "RESOURCE_EXHAUSTED", "quota", spent("33s", "33.07s").getBytes(UTF_8));

        JsonNode error =
                error(reply(new Failure.QuotaSpent(report, QuotaWindow.MINUTE, Optional.of(Duration.ofMillis(4_200)))));

        assertThat(error.path("message").textValue()).isEqualTo("You exceeded your quota.\nPlease retry in 5s.");
        assertThat(error.at("/details/0/quotaId").textValue()).isEqualTo("kept");
        assertThat(error.at("/details/1/retryDelay").textValue()).isEqualTo("5s");
    }

    @Test
    void googlesBodyIsUntouchedWhereItsDelayIsTrue() {
        byte[] body = spent("33s", "33s").getBytes(UTF_8);
        Report report = new Report(429, "RESOURCE_EXHAUSTED", "quota", body);

        assertThat(reply(new Failure.QuotaSpent(report, QuotaWindow.MINUTE, Optional.of(Duration.ofSeconds(33))))
                        .body())
                .isEqualTo(body);
        assertThat(reply(new Failure.QuotaSpent(report, QuotaWindow.UNSTATED, Optional.empty()))
                        .body())
                .isEqualTo(body);
    }

    @Test
    void aSpentDayPromisesNothingInSeconds() throws IOException {
        Report report =
                new Report(429, "RESOURCE_EXHAUSTED", "quota", spent("0s", "9s").getBytes(UTF_8));

        JsonNode error =
                error(reply(new Failure.QuotaSpent(report, QuotaWindow.DAY, Optional.of(Duration.ofHours(9)))));

        assertThat(error.path("details")).hasSize(1);
        assertThat(error.at("/details/0/quotaId").textValue()).isEqualTo("kept");
    }

    @Test
    void aModelWithoutCapacitySaysWhenItIsAskedAgain() throws IOException {
        Report report = Report.of(503, "UNAVAILABLE", "Google has no capacity");

        ErrorReply reply = reply(new Failure.ModelOverloaded(report, Optional.of(Duration.ofMillis(1_600))));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "2");
        assertThat(error(reply).at("/details/0/retryDelay").textValue()).isEqualTo("2s");
    }

    @Test
    void whoWouldHaveToWaitLongIsToldNotToRetry() {
        assertThat(reply(noKeyFor(Optional.of(Duration.ofSeconds(60)))).headers())
                .containsEntry("Retry-After", "60")
                .doesNotContainKey("x-should-retry");
        assertThat(reply(noKeyFor(Optional.of(Duration.ofSeconds(61)))).headers())
                .containsEntry("x-should-retry", "false")
                .doesNotContainKey("Retry-After");
    }

    @Test
    void statusThatIsNoErrorBecomesOne() {
        assertThat(reply(new Failure.GoogleFailed(Report.of(200, "INTERNAL", "An error inside a 200")))
                        .status())
                .isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "cachedContents", "batches", "interactions"})
    void whatIsNotServedYetIsA404ThatSaysSo(String collection) throws IOException {
        ErrorReply reply = reply(GeminiDialect.unserved(collection));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(error(reply).path("status").textValue()).isEqualTo("NOT_FOUND");
        assertThat(error(reply).path("message").textValue()).contains("does not serve " + collection + " yet");
    }

    private static String spent(String delay, String inWords) {
        return "{ \"error\": {\"code\": 429, \"message\": \"You exceeded your quota.\\nPlease retry in " + inWords
                + ".\", \"details\": [{\"quotaId\": \"kept\"}, {\"@type\":"
                + " \"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\": \"" + delay + "\"}]}}";
    }

    private static Failure noKeyFor(Optional<Duration> wait) {
        return new Failure.NoKeyReady(Report.of(429, "RESOURCE_EXHAUSTED", "All keys are cooling down"), wait);
    }

    private static ErrorReply reply(Failure failure) {
        return new GeminiDialect(() -> Preferences.NONE).failure(failure, Calls.of(Operation.GENERATE, "m", "{}"));
    }

    private static JsonNode error(ErrorReply reply) throws IOException {
        return Json.tree(reply.body()).path("error");
    }
}
