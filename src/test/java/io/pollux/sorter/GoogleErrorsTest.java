package io.pollux.sorter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code failures/} is one answer of Google's, with what it means. */
class GoogleErrorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Secret KEY = Secret.of("AIzaSyTestKeyThatWasSent0123456789abcdef");

    static Stream<String> cases() throws Exception {
        return Files.list(folder())
                .map(file -> file.getFileName().toString().replace(".json", ""))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void errorMeansWhatItsFileSays(String name) throws Exception {
        JsonNode read = JSON.readTree(folder().resolve(name + ".json").toFile());
        JsonNode expected = read.path("expected");
        Failure failure = failure(read);
        Report report = failure.report();
        int status = read.path("status").asInt();

        assertThat(failure.getClass().getSimpleName())
                .isEqualTo(expected.path("kind").asText());
        assertThat(particulars(failure)).isEqualTo(particulars(expected));
        assertThat(report.status()).isEqualTo(expected.path("status").asInt(status));
        assertThat(report.message()).isNotNull().doesNotContain(KEY.reveal());
        if (expected.has("code")) {
            assertThat(report.code()).isEqualTo(expected.path("code").asText());
        }
        if (expected.has("message")) {
            assertThat(report.message()).isEqualTo(expected.path("message").asText());
        }
        assertBody(report, expected);
    }

    @Test
    void casesAreMany() throws Exception {
        assertThat(cases()).hasSizeGreaterThan(60);
    }

    @Test
    void bodyKeepsEverythingButKeys() throws Exception {
        JsonNode read = JSON.readTree(
                folder().resolve("key-suspended-with-the-key-in-the-text.json").toFile());
        JsonNode body = JSON.readTree(failure(read).report().body());

        assertThat(body.toString()).isEqualTo(read.path("body").toString().replace(KEY.reveal(), "***"));
    }

    @Test
    void longMessageIsCutForPeopleButNotInTheBody() throws Exception {
        String message = "x".repeat(10_000);
        Report report = new GoogleErrors(call(JSON.createObjectNode()), KEY)
                .answer(400, "", ("{\"error\":{\"message\":\"" + message + "\"}}").getBytes(StandardCharsets.UTF_8))
                .report();

        assertThat(report.message()).hasSize(4_000);
        assertThat(JSON.readTree(report.body()).at("/error/message").asText()).isEqualTo(message);
    }

    @Test
    void deeplyNestedErrorIsNoCrash() {
        String deep = "{\"error\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        Failure failure = new GoogleErrors(call(JSON.createObjectNode()), KEY)
                .answer(400, "", deep.getBytes(StandardCharsets.UTF_8));

        assertThat(failure).isInstanceOf(Failure.BadCall.class);
    }

    @Test
    void onlyAMemberAtTheTopMakesAnEventAnError() {
        assertThat(isError("{\"error\":{\"code\":500}}")).isTrue();
        assertThat(isError("{\"responseId\":\"r\",\"candidates\":[{\"a\":{}}],\"error\":{\"code\":500}}"))
                .isTrue();
        assertThat(isError("{\"error\":\"text\"}")).isTrue();
        assertThat(isError("{\"error\":null,\"candidates\":[]}")).isFalse();
        assertThat(isError("{\"candidates\":[{\"args\":{\"error\":{\"code\":1}}}]}"))
                .isFalse();
        assertThat(isError("{\"candidates\":[{\"text\":\"{\\\"error\\\":{}}\"}]}"))
                .isFalse();
        assertThat(isError("{\"candidates\":[{\"text\":\"error\"}]}")).isFalse();
        assertThat(isError("{\"text\":\"\\\\\",\"error")).isFalse();
        assertThat(isError("")).isFalse();
    }

    private static boolean isError(String event) {
        return GoogleErrors.isError(event.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertBody(Report report, JsonNode expected) throws IOException {
        if (expected.path("body").asText().equals("none")) {
            assertThat(report.body()).isEmpty();
            return;
        }
        String body = new String(report.body(), StandardCharsets.UTF_8);
        assertThat(JSON.readTree(body).has("error")).isTrue();
        assertThat(body).doesNotContain(KEY.reveal()).doesNotContain("\n");
    }

    private static Failure failure(JsonNode read) throws IOException {
        GoogleErrors errors = new GoogleErrors(call(read.path("call")), KEY);
        JsonNode body = read.path("body");
        byte[] bytes = body.isTextual() ? body.asText().getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
        if (read.path("status").asInt() == 200) {
            assertThat(GoogleErrors.isError(bytes)).isTrue();
            return errors.event(bytes);
        }
        return errors.answer(
                read.path("status").asInt(), read.path("retryAfter").asText(), bytes);
    }

    private static GeminiCall call(JsonNode asked) {
        return new GeminiCall(
                Operation.GENERATE,
                KeyKind.GEMINI,
                "v1beta",
                asked.path("model").asText("gemini-3.8-flash"),
                "",
                Map.of(),
                asked.path("body").toString().getBytes(StandardCharsets.UTF_8),
                0);
    }

    /** What a kind says besides its name. */
    private static List<Object> particulars(Failure failure) {
        if (failure instanceof Failure.KeyRefused refused) {
            return List.of(refused.refusal().name());
        }
        if (failure instanceof Failure.QuotaSpent spent) {
            return List.of(spent.window().name(), spent.retryDelay());
        }
        if (failure instanceof Failure.ProjectRefused refused) {
            return List.of(refused.bench());
        }
        if (failure instanceof Failure.ModelOverloaded overloaded) {
            return List.of(overloaded.retryDelay());
        }
        return failure instanceof Failure.EgressFailed failed ? List.of(failed.location()) : List.of();
    }

    private static List<Object> particulars(JsonNode expected) {
        Optional<Duration> delay = Optional.of(expected.path("retryDelay"))
                .filter(JsonNode::isTextual)
                .map(text -> Duration.parse(text.asText()));
        return switch (expected.path("kind").asText()) {
            case "KeyRefused" -> List.of(expected.path("refusal").asText());
            case "QuotaSpent" -> List.of(expected.path("window").asText(), delay);
            case "ProjectRefused" ->
                List.of(Duration.parse(expected.path("bench").asText()));
            case "ModelOverloaded" -> List.of(delay);
            case "EgressFailed" -> List.of(expected.path("location").asBoolean());
            default -> List.of();
        };
    }

    private static Path folder() throws IOException {
        try {
            return Path.of(
                    URI.create(GoogleErrorsTest.class.getResource("/failures").toString()));
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong);
        }
    }
}
