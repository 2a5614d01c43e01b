package io.pollux.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriterTest {
    private static final GeminiDialect DIALECT = new GeminiDialect(() -> Preferences.NONE);
    private static final Map<String, String> SSE = Map.of("alt", "sse");
    private static final String TEXT = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"index\":0}]}";
    private static final String LAST =
            "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":10,"
                    + "\"cachedContentTokenCount\":4,\"candidatesTokenCount\":7,\"thoughtsTokenCount\":30,"
                    + "\"toolUsePromptTokenCount\":\"2\",\"totalTokenCount\":49,\"promptTokensDetails\":[{\"tokenCount\":9}]}}";
    private static final Failure CUT =
            new Failure.GoogleFailed(Report.of(502, "UNAVAILABLE", "The stream broke off\n\"here\""));

    @Test
    void streamHasNothingThatOfficialClientsChokeOn() {
        ReplyWriter writer = stream(SSE);

        String sent = text(writer.event(bytes(TEXT))) + text(writer.event(bytes(LAST))) + text(writer.end());

        assertThat(sent).isEqualTo("data: " + TEXT + "\r\n\r\ndata: " + LAST + "\r\n\r\n");
        assertThat(writer.heartbeat()).as("comments break Google's clients").isEmpty();
        assertThat(writer.contentType()).startsWith("text/event-stream");
    }

    @Test
    void errorInAStreamIsSentAsAnEventAndThenBare() throws IOException {
        ReplyWriter writer = stream(SSE);
        writer.event(bytes(TEXT));

        List<byte[]> last = writer.failed(CUT);

        String bare = text(last.get(1));
        assertThat(last).hasSize(2);
        assertThat(text(last.get(0))).isEqualTo("data: " + bare);
        assertThat(bare).startsWith("{\"error\":").endsWith("}\r\n\r\n");
        assertThat(bare.strip()).as("one line").doesNotContain("\n", "\r");
        assertThat(Json.tree(bare).path("error").path("message").textValue()).contains("broke off\n\"here\"");
        assertThat(Json.tree(bare).path("error").path("code").intValue()).isEqualTo(502);
    }

    @Test
    void googlesOwnErrorKeepsItsDetailsInAStreamWithErrorAsFirstMember() throws IOException {
        String google = "[{\n \"more\": 1,\n \"error\": {\n  \"code\": 503, \"message\": \"busy\",\n"
                + "  \"status\": \"UNAVAILABLE\", \"details\": [{\"@type\": \"t\"}]}}]";
        Report report = new Report(503, "UNAVAILABLE", "busy", bytes(google));

        List<byte[]> last = stream(SSE).failed(new Failure.ModelOverloaded(report, java.util.Optional.empty()));

        assertThat(text(last.get(1)))
                .isEqualTo("{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\","
                        + "\"details\":[{\"@type\":\"t\"}]}}\r\n\r\n");
    }

    @Test
    void arrayIsWellFormedWhetherItEndsOrFails() throws IOException {
        ReplyWriter complete = stream(Map.of());
        String whole = text(complete.event(bytes(TEXT))) + text(complete.event(bytes(LAST))) + text(complete.end());
        ReplyWriter cut = stream(Map.of("alt", "json"));
        String broken = text(cut.event(bytes(TEXT))) + text(cut.failed(CUT).get(0));

        assertThat(whole).isEqualTo("[" + TEXT + ",\r\n" + LAST + "]");
        assertThat(Json.tree(broken).get(1).path("error").path("code").intValue())
                .isEqualTo(502);
        assertThat(Json.tree(text(stream(Map.of()).end()))).isEmpty();
        assertThat(Json.tree(text(stream(Map.of()).failed(CUT).get(0)))).hasSize(1);
        assertThat(complete.contentType()).isEqualTo("application/json; charset=UTF-8");
        assertThat(complete.heartbeat()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alt", "$alt", "ALT"})
    void framingIsAskedForByAlt(String name) {
        assertThat(stream(Map.of(name, "SSE")).contentType()).startsWith("text/event-stream");
    }

    @Test
    void usageIsTheLatestRunningTotal() {
        ReplyWriter writer = stream(SSE);
        assertThat(writer.usage()).isEqualTo(Usage.NONE);

        writer.event(bytes("{\"usageMetadata\":{\"promptTokenCount\":3,\"totalTokenCount\":3}}"));
        writer.event(bytes(TEXT));
        assertThat(writer.usage()).isEqualTo(new Usage(3, 0, 0, 0, 0, 3));

        writer.event(bytes(LAST));
        assertThat(writer.usage()).isEqualTo(new Usage(10, 4, 7, 30, 2, 49));
    }

    @Test
    void countsBeyondEveryNumberDoNotSpoilAnAnswer() {
        String odd = "{\"usageMetadata\":{\"promptTokenCount\":1e1000000000,\"totalTokenCount\":99999999999,"
                + "\"candidatesTokenCount\":-5,\"thoughtsTokenCount\":[1]}}";
        ReplyWriter writer = stream(SSE);
        writer.event(bytes(odd));

        Usage huge = new Usage(Integer.MAX_VALUE, 0, 0, 0, 0, Integer.MAX_VALUE);
        assertThat(writer.usage()).isEqualTo(huge);
        assertThat(GeminiEvent.parse(bytes(odd)).usage()).contains(huge);
    }

    @Test
    void streamIsFinishedWhenEveryCandidateIs() {
        ReplyWriter writer = stream(SSE);
        writer.event(bytes(TEXT));
        writer.event(bytes("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"index\":1}]}"));
        assertThat(writer.finished()).isFalse();

        writer.event(bytes("{\"candidates\":[{\"finishReason\":\"STOP\",\"index\":0}]}"));
        assertThat(writer.finished()).as("the second is still speaking").isFalse();

        writer.event(bytes("{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\",\"index\":1}]}"));
        assertThat(writer.finished()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                             | false | true",
                "{\"candidates\":[]}                                                            | false | true",
                "{\"candidates\":[{\"finishReason\":\"STOP\"}]}                                 | true  | true",
                "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}]}              | true  | true",
                "{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}                               | true  | false",
                "{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}]}                           | true  | false",
                "{\"candidates\":[{\"finishReason\":\"\"}]}                                     | false | true",
                "{\"candidates\":[{\"finishReason\":null}]}                                     | false | true",
                "{\"promptFeedback\":{\"blockReason\":\"OTHER\"}}                               | true  | false",
                "{\"promptFeedback\":{\"safetyRatings\":[]}}                                    | false | true",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]}}]}                 | false | true",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"x\"}]}}]} | false | true",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\" \"}]}}]}                | false | false",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]}}]}           | false | false",
                "{\"candidates\":[{\"content\":{\"parts\":[{}]}}]}                              | false | true",
                "{\"candidates\":{\"content\":1},\"usageMetadata\":[],\"promptFeedback\":\"x\"} | false | true",
                "{\"candidates\":[1,[],{\"content\":{\"parts\":[2,{\"text\":3}]}}]}             | false | false"
            })
    void emptyAndFinishedAreToldFromTheTokensAsFromTheTree(String json, boolean finished, boolean empty) {
        ReplyWriter writer = stream(SSE);
        writer.event(bytes(json));
        Tally tally = new Tally();
        tally.add(GeminiEvent.parse(bytes(json)));

        assertThat(writer.finished()).isEqualTo(finished).isEqualTo(tally.finished());
        assertThat(writer.empty()).isEqualTo(empty).isEqualTo(tally.empty());
    }

    @Test
    void scanAgreesWithTheTreeOnRandomAnswers() {
        Random random = new Random(4711);
        for (int round = 0; round < 3_000; round++) {
            Tally scanned = new Tally();
            Tally parsed = new Tally();
            for (int event = random.nextInt(4); event >= 0; event--) {
                byte[] json = Json.bytes(answer(random));
                AnswerScan.scan(json, scanned);
                parsed.add(GeminiEvent.parse(json));
            }
            assertThat(scanned.finished()).isEqualTo(parsed.finished());
            assertThat(scanned.empty()).isEqualTo(parsed.empty());
            assertThat(scanned.usage()).isEqualTo(parsed.usage());
        }
    }

    @Test
    void anyTextPassesUntouched() {
        Random random = new Random(99);
        ReplyWriter writer = stream(SSE);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int event = 0; event < 500; event++) {
            ObjectNode root = Json.object();
            root.putArray("candidates")
                    .addObject()
                    .putObject("content")
                    .putArray("parts")
                    .addObject()
                    .put("text", unicode(random));
            byte[] json = Json.bytes(root);
            byte[] before = json.clone();
            sent.writeBytes(writer.event(json));
            assertThat(json).as("the event is not ours to change").isEqualTo(before);
            expected.writeBytes(bytes("data: "));
            expected.writeBytes(json);
            expected.writeBytes(bytes("\r\n\r\n"));
        }
        assertThat(sent.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "<html>", "{", "{\"a\":1} x", "{\"candidates\":[}"})
    void whatIsNoJsonObjectFailsTheAttempt(String body) {
        for (ReplyWriter writer :
                List.of(stream(SSE), stream(Map.of()), whole(Operation.GENERATE), whole(Operation.EMBED))) {
            assertThatThrownBy(() -> writer.event(bytes(body)))
                    .isInstanceOfSatisfying(FailureException.class, thrown -> assertThat(thrown.failure())
                            .isInstanceOf(Failure.GoogleFailed.class));
        }
    }

    @Test
    void answerThatNestsTooDeeplyFailsTheAttempt() {
        byte[] deep = bytes("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

        assertThatThrownBy(() -> stream(SSE).event(deep)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> GeminiEvent.parse(deep)).isInstanceOf(FailureException.class);
    }

    @Test
    void partOfAnAnswerIsNeitherEmptyNorCut() {
        ReplyWriter masked = stream(Map.of("alt", "sse", "$fields", "responseId"));
        assertThat(masked.empty()).isTrue();

        masked.event(bytes("{\"responseId\":\"r\"}"));

        assertThat(masked.finished()).isTrue();
        assertThat(masked.empty()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"STREAM"},
            mode = EnumSource.Mode.EXCLUDE)
    void wholeAnswersPassByteForByte(Operation operation) {
        byte[] answer = bytes("\n{ \"embedding\": {\"values\": [0.10, 1e-7]},\n \"name\": \"models/m\" }\n");
        ReplyWriter writer = whole(operation);
        assertThat(text(writer.heartbeat()))
                .as("white space before JSON is harmless")
                .isBlank()
                .isNotEmpty();
        assertThat(writer.finished()).isFalse();

        assertThat(writer.event(answer)).isSameAs(answer);

        assertThat(writer.finished()).isTrue();
        assertThat(writer.empty()).isEqualTo(operation == Operation.GENERATE);
        assertThat(writer.heartbeat()).isEmpty();
        assertThat(writer.end()).isEmpty();
        assertThat(writer.failed(CUT)).isEmpty();
        assertThat(writer.contentType()).isEqualTo("application/json; charset=UTF-8");
    }

    private static ReplyWriter stream(Map<String, String> query) {
        ClientCall call = Calls.stream(query);
        return DIALECT.writer(call, DIALECT.read(call));
    }

    private static ReplyWriter whole(Operation operation) {
        ClientCall call = Calls.of(operation, "m", "{}");
        return DIALECT.writer(call, DIALECT.read(call));
    }

    private static ObjectNode answer(Random random) {
        ObjectNode root = Json.object();
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode candidate = root.withArray("candidates").addObject();
            if (random.nextBoolean()) {
                candidate.put("index", random.nextInt(3));
            }
            if (random.nextInt(3) == 0) {
                candidate.put("finishReason", List.of("STOP", "SAFETY", "").get(random.nextInt(3)));
            }
            for (int part = random.nextInt(3); part > 0; part--) {
                ObjectNode parts =
                        candidate.withObject("content").withArray("parts").addObject();
                parts.put("text", random.nextInt(4) == 0 ? "a\n\"b" : "");
                parts.put("thought", random.nextBoolean());
            }
        }
        if (random.nextInt(4) == 0) {
            root.putObject("promptFeedback").put("blockReason", random.nextBoolean() ? "SAFETY" : "");
        }
        if (random.nextBoolean()) {
            root.putObject("usageMetadata")
                    .put("promptTokenCount", random.nextInt(100))
                    .put("thoughtsTokenCount", Integer.toString(random.nextInt(100)));
        }
        return root;
    }

    private static String unicode(Random random) {
        return random.ints(random.nextInt(40), 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
