package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorShapeTest {
    private static final Optional<Duration> UNKNOWN = Optional.empty();

    static Stream<Arguments> failures() {
        return Stream.of(
                of(new Failure.BadCall(report(400)), 400, "invalid_request_error", ""),
                of(new Failure.BadCall(report(401)), 401, "invalid_request_error", "invalid_api_key"),
                of(new Failure.BadCall(report(403)), 403, "permission_error", ""),
                of(new Failure.BadCall(report(404)), 404, "invalid_request_error", "model_not_found"),
                of(new Failure.BadCall(report(405)), 405, "invalid_request_error", ""),
                of(new Failure.BadCall(report(413)), 413, "invalid_request_error", ""),
                of(new Failure.BadCall(report(429)), 429, "rate_limit_error", "rate_limit_exceeded"),
                of(new Failure.SignatureRefused(report(400)), 400, "invalid_request_error", ""),
                of(new Failure.KeyRefused(report(401), Refusal.UNAUTHENTICATED), 503, "server_error", "no_usable_key"),
                of(new Failure.KeyRefused(report(403), Refusal.LEAKED), 503, "server_error", "no_usable_key"),
                of(new Failure.ProjectRefused(report(429), Duration.ofHours(6)), 503, "server_error", "no_usable_key"),
                of(
                        new Failure.QuotaSpent(report(429), QuotaWindow.DAY, UNKNOWN),
                        429,
                        "insufficient_quota",
                        "insufficient_quota"),
                of(
                        new Failure.QuotaSpent(report(429), QuotaWindow.UNSTATED, UNKNOWN),
                        429,
                        "rate_limit_error",
                        "rate_limit_exceeded"),
                of(new Failure.ModelClosed(report(404)), 404, "invalid_request_error", "model_not_found"),
                of(new Failure.ModelOverloaded(report(503), UNKNOWN), 503, "server_error", "overloaded"),
                of(new Failure.EgressFailed(report(400), true), 502, "server_error", "upstream_unavailable"),
                of(new Failure.GoogleFailed(report(500)), 500, "server_error", "upstream_error"),
                of(new Failure.GoogleFailed(report(200)), 502, "server_error", "upstream_error"),
                of(new Failure.Overdue(report(504)), 504, "server_error", "timeout"),
                of(new Failure.NoKeyReady(report(429), UNKNOWN), 429, "rate_limit_error", "rate_limit_exceeded"),
                of(
                        new Failure.NoKeyReady(report(429), UNKNOWN, Optional.of(QuotaWindow.DAY)),
                        429,
                        "insufficient_quota",
                        "insufficient_quota"),
                of(new Failure.NoKeyReady(report(503), UNKNOWN), 503, "server_error", "no_key_ready"),
                of(new Failure.OwnFault(report(500)), 500, "server_error", ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureHasItsStatusTypeAndCode(Failure failure, int status, String type, String code) throws IOException {
        ErrorReply reply = Calls.dialect().failure(failure, Calls.chat("{}"));
        JsonNode error = Json.tree(reply.body()).path("error");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(error.path("message").asText()).isEqualTo("What happened.");
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(error.path("param").isNull()).isTrue();
        assertThat(error.get("code").isNull()).isEqualTo(code.isEmpty());
        assertThat(error.get("code").asText("")).isEqualTo(code);
        assertThat(reply.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        boolean repeated = status == 429 || status >= 500;
        assertThat(reply.headers().get("x-should-retry")).isEqualTo(repeated ? "false" : null);
    }

    @Test
    void shortWaitIsToldInHeaders() {
        ErrorReply reply = ErrorShape.of(new Failure.NoKeyReady(report(429), Optional.of(Duration.ofMillis(33_400))));

        assertThat(reply.headers())
                .containsEntry("Retry-After", "34")
                .containsEntry("retry-after-ms", "33400")
                .doesNotContainKey("x-should-retry");
    }

    @Test
    void longWaitIsToldInWordsBecauseSomeClientsWouldSleepThroughIt() throws IOException {
        ErrorReply reply = ErrorShape.of(new Failure.NoKeyReady(report(429), Optional.of(Duration.ofSeconds(65_205))));

        assertThat(reply.headers())
                .containsEntry("x-should-retry", "false")
                .doesNotContainKeys("Retry-After", "retry-after-ms");
        assertThat(Json.tree(reply.body()).path("error").path("message").asText())
                .isEqualTo("What happened. Try again in 19 hours.");
    }

    @Test
    void delayThatGoogleNamesForASpentDayIsNotPassedOn() {
        ErrorReply reply = ErrorShape.of(
                new Failure.QuotaSpent(report(429), QuotaWindow.DAY, Optional.of(Duration.ofSeconds(33))));

        assertThat(reply.headers()).containsEntry("x-should-retry", "false").doesNotContainKey("Retry-After");
    }

    @Test
    void tooLongAContextHasACodeOfItsOwn() throws IOException {
        ErrorReply reply = ErrorShape.of(new Failure.BadCall(Report.of(
                400,
                "INVALID_ARGUMENT",
                "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).")));

        assertThat(Json.tree(reply.body()).path("error").path("code").asText()).isEqualTo("context_length_exceeded");
    }

    private static Arguments of(Failure failure, int status, String type, String code) {
        return Arguments.of(failure, status, type, code);
    }

    private static Report report(int status) {
        return Report.of(status, "X", "What happened.");
    }
}
