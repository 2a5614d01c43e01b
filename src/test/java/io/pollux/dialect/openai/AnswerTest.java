package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.ReplyWriter;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a writer does besides translating: endings, failures, memory. */
class AnswerTest {
    private static final String ASK =
            "{\"model\":\"gemini-3-pro-preview\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";
    private static final String STREAM = ASK.replaceFirst("\\{", "{\"stream\":true,");

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "MAX_TOKENS, length",
        "CONTINUATION, length",
        "SAFETY, content_filter",
        "RECITATION, content_filter",
        "LANGUAGE, content_filter",
        "BLOCKLIST, content_filter",
        "PROHIBITED_CONTENT, content_filter",
        "SPII, content_filter",
        "IMAGE_SAFETY, content_filter",
        "IMAGE_PROHIBITED_CONTENT, content_filter",
        "IMAGE_RECITATION, content_filter",
        "IMAGE_OTHER, content_filter",
        "NO_IMAGE, stop",
        "OTHER, stop",
        "SOMETHING_NEW, stop",
    })
    void finishReasonIsTheRealOne(String gemini, String openai) throws IOException {
        JsonNode reply = Json.tree(writer(Calls.dialect(), ASK).event(event(text("a"), gemini)));

        assertThat(reply.path("choices").path(0).path("finish_reason").asText()).isEqualTo(openai);
        assertThat(streamed(Calls.dialect(), event(text("a"), gemini)))
                .contains("\"delta\":{},\"finish_reason\":\"" + openai + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MALFORMED_RESPONSE"})
    void brokenAnswerIsAFailedAttemptAndNotAStop(String reason) {
        for (String ask : new String[] {ASK, STREAM}) {
            ReplyWriter writer = writer(Calls.dialect(), ask);

            FailureException broken =
                    catchThrowableOfType(FailureException.class, () -> writer.event(event(text("Well"), reason)));

            assertThat(broken.failure()).isInstanceOf(Failure.GoogleFailed.class);
            assertThat(broken.failure().anotherKeyMayHelp()).isTrue();
            assertThat(broken.getMessage()).contains(reason);
        }
    }

    @Test
    void answerThatIsNoJsonIsAFailedAttempt() {
        for (String ask : new String[] {ASK, STREAM}) {
            ReplyWriter writer = writer(Calls.dialect(), ask);
            for (String answer : new String[] {"", "<html>", "[]", "{\"candidates\":"}) {
                assertThat(catchThrowableOfType(FailureException.class, () -> writer.event(bytes(answer)))
                                .failure())
                        .isInstanceOf(Failure.GoogleFailed.class);
            }
        }
    }

    @Test
    void streamWithoutFinishReasonIsNotFinished() {
        ReplyWriter writer = writer(Calls.dialect(), STREAM);
        assertThat(writer.empty()).isTrue();

        writer.event(event(text("a"), ""));

        assertThat(writer.finished()).isFalse();
        assertThat(writer.empty()).isFalse();
    }

    @Test
    void cutStreamEndsWithAnErrorAndWithoutDone() throws IOException {
        ReplyWriter writer = writer(Calls.dialect(), STREAM);
        String begun = string(writer.event(event(text("a"), "")));

        var last = writer.failed(new Failure.GoogleFailed(Report.of(502, "UNAVAILABLE", "The stream broke off.")));

        assertThat(begun).doesNotContain("\"error\"");
        assertThat(last).hasSize(1);
        assertThat(string(last.get(0)))
                .startsWith("data: {\"error\":{")
                .endsWith("}}\n\n")
                .doesNotContain("[DONE]");
        JsonNode error = Json.tree(string(last.get(0)).substring(6)).path("error");
        assertThat(error.path("message").asText()).isEqualTo("The stream broke off.");
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        assertThat(error.path("code").asText()).isEqualTo("upstream_error");
    }

    @Test
    void heartbeatIsACommentInAStreamAndWhiteSpaceBeforeABody() throws IOException {
        ReplyWriter stream = writer(Calls.dialect(), STREAM);
        ReplyWriter whole = writer(Calls.dialect(), ASK);

        assertThat(string(stream.heartbeat())).isEqualTo(": keepalive\n\n");
        assertThat(stream.contentType()).isEqualTo("text/event-stream; charset=utf-8");
        String body = string(whole.heartbeat()) + string(whole.event(event(text("a"), "STOP")));
        assertThat(Json.tree(body).path("object").asText()).isEqualTo("chat.completion");
        assertThat(whole.heartbeat()).isEmpty();
        assertThat(whole.failed(new Failure.ClientGone())).isEmpty();
    }

    @Test
    void thoughtsStayOutOfTheAnswerWhenTheyAreNotShown() throws IOException {
        Preferences hidden = Preferences.NONE.withThinking(new Preferences.Thinking(Map.of(), false));
        byte[] event = event("{\"text\":\"secret\",\"thought\":true},{\"text\":\"42\"}", "STOP");

        String whole = string(writer(Calls.dialect(hidden), ASK).event(event));
        String stream = streamed(Calls.dialect(hidden), event);

        assertThat(whole).doesNotContain("secret").contains("\"content\":\"42\"");
        assertThat(stream).doesNotContain("secret").contains("\"content\":\"42\"");
    }

    @Test
    void usageOfTheLastEventCounts() {
        ReplyWriter writer = writer(Calls.dialect(), STREAM);
        writer.event(bytes("{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":3,\"totalTokenCount\":3}}"));
        writer.event(
                bytes(
                        "{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":4,\"totalTokenCount\":7}}"));

        assertThat(writer.usage().total()).isEqualTo(7);
    }

    @Test
    void largePictureArrivesWholeInBothForms() throws IOException {
        byte[] picture = new byte[3_000_000];
        new java.util.Random(1).nextBytes(picture);
        String data = Base64.getEncoder().encodeToString(picture);
        byte[] event = event(
                "{\"text\":\"a\"},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + data + "\"}}", "STOP");
        String markdown = "\n\n![image](data:image/png;base64," + data + ")\n\n";

        JsonNode reply = Json.tree(writer(Calls.dialect(), ASK).event(event));
        String chunk = streamed(Calls.dialect(), event).split("\n\n")[2];

        assertThat(reply.path("choices").path(0).path("message").path("content").textValue())
                .isEqualTo("a" + markdown);
        assertThat(Json.tree(chunk.substring(6))
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .textValue())
                .isEqualTo(markdown);
    }

    @Test
    void gemini3ToolLoopWorksForAClientThatDropsWhatItDoesNotKnow() throws IOException {
        OpenAiDialect dialect = Calls.dialect();
        byte[] event =
                event("{\"functionCall\":{\"name\":\"f\",\"args\":{\"x\":1}},\"thoughtSignature\":\"U2ln\"}", "STOP");
        JsonNode call = Json.tree(writer(dialect, ASK).event(event))
                .path("choices")
                .path(0)
                .path("message")
                .path("tool_calls")
                .path(0);
        String id = call.path("id").asText();

        String history = history(((ObjectNode) call.deepCopy()).without("extra_content"), id);
        JsonNode same = Json.tree(dialect.read(Calls.chat(history)).body()).path("contents");
        JsonNode other = Json.tree(
                        dialect.read(Calls.call(Operation.GENERATE, "", history, new Caller("c2", "another", false)))
                                .body())
                .path("contents");

        assertThat(same.path(1).path("parts").path(0))
                .isEqualTo(Json.tree("{\"functionCall\":{\"id\":\"" + id
                        + "\",\"name\":\"f\",\"args\":{\"x\":1}},\"thoughtSignature\":\"U2ln\"}"));
        assertThat(same.path(2)
                        .path("parts")
                        .path(0)
                        .path("functionResponse")
                        .path("name")
                        .asText())
                .isEqualTo("f");
        assertThat(other.path(1).path("parts").path(0).path("thoughtSignature").asText())
                .isEqualTo("skip_thought_signature_validator");
    }

    @Test
    void secondAttemptSendsTheArgumentsOfTheFirst() throws IOException {
        OpenAiDialect dialect = Calls.dialect();
        ClientCall call = Calls.chat(history(
                Json.tree(
                        "{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}}"),
                "1"));
        GeminiCall read = dialect.read(call);
        byte[] first = read.body().clone();

        dialect.writer(call, read).failed(new Failure.ClientGone());
        dialect.writer(call, read).event(event(text("a"), "STOP"));

        assertThat(read.body()).isEqualTo(first).isEqualTo(dialect.read(call).body());
        assertThat(string(first)).contains("\"args\":{\"x\":1}");
    }

    @Test
    void idsOfCallsWithoutOneAreDistinctAndShort() throws IOException {
        byte[] event = event(
                "{\"functionCall\":{\"name\":\"f\"}},{\"functionCall\":{\"name\":\"f\"}},{\"functionCall\":{\"name\":\"f\"}}",
                "STOP");

        var ids = Json.tree(writer(Calls.dialect(), ASK).event(event)).findValuesAsText("id");

        assertThat(Set.copyOf(ids)).hasSize(4);
        assertThat(ids.subList(1, 4)).allMatch(id -> id.matches("call_[a-z0-9]{24}"));
    }

    private static String history(JsonNode call, String id) {
        return "{\"model\":\"gemini-3-pro-preview\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + call + "]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"{}\"}]}";
    }

    private static String streamed(OpenAiDialect dialect, byte[] event) {
        ReplyWriter writer = writer(dialect, STREAM);
        return string(writer.event(event)) + string(writer.end());
    }

    private static ReplyWriter writer(OpenAiDialect dialect, String ask) {
        ClientCall call = Calls.chat(ask);
        return dialect.writer(call, dialect.read(call));
    }

    private static String text(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    private static byte[] event(String parts, String reason) {
        String finish = reason.isEmpty() ? "" : ",\"finishReason\":\"" + reason + "\"";
        return bytes("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + parts + "]}" + finish
                + ",\"index\":0}]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
