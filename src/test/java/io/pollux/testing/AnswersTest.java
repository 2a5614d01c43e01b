package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each answer of the catalogue, and the habits of the model without one. */
class AnswersTest {
    private static final FakeGemini FAKE = FakeGemini.start();
    private static final String HELLO = "{'contents':[{'parts':[{'text':'hello'}]}]}";

    @BeforeEach
    void forget() {
        FAKE.reset();
    }

    @AfterAll
    static void close() {
        FAKE.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Answers.dailyQuota(), 429, "PerDayPerProjectPerModel-FreeTier"),
                Arguments.of(Answers.minuteQuota("900ms"), 429, "\"retryDelay\": \"900ms\""),
                Arguments.of(Answers.tokenQuota("34.074824224s"), 429, "InputTokensPerModelPerMinute"),
                Arguments.of(Answers.severalQuotas(), 429, "PerDay"),
                Arguments.of(Answers.severalQuotas(), 429, "PerMinute"),
                Arguments.of(Answers.noQuotaAtAll(), 429, "limit: 0, model: gemini-2.5-flash"),
                Arguments.of(Answers.quotaWithoutDetails(), 429, "Resource has been exhausted"),
                Arguments.of(Answers.quotaHelpOnly(), 429, "google.rpc.Help"),
                Arguments.of(Answers.spendingCap(), 429, "monthly spending cap"),
                Arguments.of(Answers.error(QuotaErrors.prepaymentDepleted()), 429, "prepayment credits are depleted"),
                Arguments.of(Answers.error(QuotaErrors.vertex()), 429, "error-code-429"),
                Arguments.of(Answers.capacityExhausted(429), 429, "MODEL_CAPACITY_EXHAUSTED"),
                Arguments.of(Answers.capacityExhausted(503), 503, "No capacity available"),
                Arguments.of(Answers.keyInvalid(), 400, "API_KEY_INVALID"),
                Arguments.of(Answers.keyExpired(), 400, "API key expired. Please renew the API key."),
                Arguments.of(Answers.keyLeaked(), 403, "reported as leaked"),
                Arguments.of(Answers.keySuspended(), 403, "api_key:AIzaSyTheKeyItself' has been suspended"),
                Arguments.of(Answers.error(GoogleErrors.projectDenied()), 403, "has been denied access"),
                Arguments.of(Answers.serviceDisabled(), 403, "SERVICE_DISABLED"),
                Arguments.of(Answers.error(GoogleErrors.keyServiceBlocked()), 403, "API_KEY_SERVICE_BLOCKED"),
                Arguments.of(Answers.error(GoogleErrors.keyReferrerBlocked()), 403, "API_KEY_HTTP_REFERRER_BLOCKED"),
                Arguments.of(Answers.error(GoogleErrors.keyAddressBlocked()), 403, "API_KEY_IP_ADDRESS_BLOCKED"),
                Arguments.of(Answers.error(GoogleErrors.consumerInvalid()), 403, "CONSUMER_INVALID"),
                Arguments.of(Answers.error(GoogleErrors.billingDisabled()), 403, "BILLING_DISABLED"),
                Arguments.of(Answers.locationUnsupported(), 400, "FAILED_PRECONDITION"),
                Arguments.of(Answers.error(GoogleErrors.freeTierUnavailable()), 400, "FAILED_PRECONDITION"),
                Arguments.of(Answers.unauthenticated(), 401, "ACCESS_TOKEN_TYPE_UNSUPPORTED"),
                Arguments.of(Answers.error(GoogleErrors.credentialsMissing()), 401, "CREDENTIALS_MISSING"),
                Arguments.of(Answers.signatureCorrupted(), 400, "Corrupted thought signature"),
                Arguments.of(Answers.error(GoogleErrors.tooManyTokens()), 400, "exceeds the maximum number of tokens"),
                Arguments.of(Answers.modelNotFound(), 404, "is not found for API version v1beta"),
                Arguments.of(Answers.modelClosed(), 404, "no longer available to new users"),
                Arguments.of(Answers.internal(), 500, "INTERNAL"),
                Arguments.of(Answers.overloaded(), 503, "UNAVAILABLE"),
                Arguments.of(Answers.deadlineExceeded(), 504, "DEADLINE_EXCEEDED"),
                Arguments.of(Answers.badGateway(), 502, "<!DOCTYPE html>"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalsAreWordedAsGoogleWordsThem(Answer answer, int status, String mark) {
        FAKE.when().answer(answer);

        Wire wire = post("gemini-2.5-flash:generateContent", HELLO);

        assertThat(wire.head()).startsWith("HTTP/1.1 " + status + " ");
        assertThat(wire.body()).contains(mark);
        if (status != 502) {
            assertThat(wire.body()).startsWith("{\n  \"error\": {\n    \"code\": " + status + ",");
        }
    }

    @Test
    void emptyAndBlockedAnswersKeepTheirShape() {
        assertThat(answered(Answers.stopWithoutParts()).at("/candidates/0"))
                .isEqualTo(Json.parse("{\"content\":{\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}"));
        assertThat(answered(Answers.noCandidates()).has("candidates")).isFalse();
        JsonNode blocked = answered(Answers.promptBlocked("PROHIBITED_CONTENT"));
        assertThat(blocked.has("candidates")).isFalse();
        assertThat(blocked.at("/promptFeedback/blockReason").asText()).isEqualTo("PROHIBITED_CONTENT");
        JsonNode unsafe = answered(Answers.finishing("SAFETY", "I must"));
        assertThat(unsafe.at("/candidates/0/finishReason").asText()).isEqualTo("SAFETY");
        assertThat(unsafe.at("/candidates/0/content/parts/0/text").asText()).isEqualTo("I must");
    }

    @Test
    void thoughtsCallsAndImagesAreParts() {
        assertThat(parts(answered(Answers.thinking("hm", "yes"))))
                .isEqualTo(json("[{'text':'hm','thought':true},{'text':'yes'}]"));
        assertThat(parts(answered(Answers.toolCall("fc_9", "f", "{\"a\":1}", "c2ln"))))
                .isEqualTo(
                        json("[{'functionCall':{'id':'fc_9','name':'f','args':{'a':1}},'thoughtSignature':'c2ln'}]"));
        assertThat(parts(answered(Answers.toolCall("f", "{}"))))
                .isEqualTo(json("[{'functionCall':{'name':'f','args':{}}}]"));
        assertThat(parts(answered(Answers.image("see", "image/png", new byte[] {1, 2, 3}))))
                .isEqualTo(json("[{'text':'see'},{'inlineData':{'mimeType':'image/png','data':'AQID'}}]"));
    }

    @Test
    void usageAddsUp() {
        JsonNode usage = answered(Answers.text("x", new Tokens(10, 4, 7, 30))).get("usageMetadata");

        assertThat(usage.get("promptTokenCount").asInt()).isEqualTo(10);
        assertThat(usage.get("cachedContentTokenCount").asInt()).isEqualTo(4);
        assertThat(usage.get("candidatesTokenCount").asInt()).isEqualTo(7);
        assertThat(usage.get("thoughtsTokenCount").asInt()).isEqualTo(30);
        assertThat(usage.get("totalTokenCount").asInt()).isEqualTo(47);
    }

    @Test
    void textIsCutIntoAsManyEventsAsWanted() {
        FAKE.when().answer(Answers.text("añb😀cd", 6));

        String stream =
                post("gemini-2.5-flash:streamGenerateContent?alt=sse", HELLO).body();

        assertThat(stream.split("data: ", -1)).hasSize(7);
        assertThat(stream.getBytes(StandardCharsets.UTF_8))
                .asString(StandardCharsets.UTF_8)
                .contains("\"😀\"");
    }

    @Test
    void theModelAnswersInTheFormItIsAskedFor() {
        String schema =
                "{'type':'OBJECT','properties':{'a':{'type':'INTEGER'},'b':{'type':'ARRAY','items':{'type':'STRING'}},"
                        + "'c':{'type':'STRING','enum':['x','y']}}}";

        assertThat(text(usual("'responseMimeType':'application/json'"))).isEqualTo("{\"answer\":\"hello\"}");
        assertThat(text(usual("'responseMimeType':'application/json','responseSchema':" + schema)))
                .isEqualTo("{\"a\":1,\"b\":[\"hello\"],\"c\":\"x\"}");
        assertThat(text(usual("'response_mime_type':'application/json','response_json_schema':"
                        + "{'$defs':{'k':{'const':'k'}},'type':'object','properties':{'k':{'$ref':'#/$defs/k'}}}")))
                .isEqualTo("{\"k\":\"k\"}");
        assertThat(text(usual("'responseMimeType':'text/x.enum','responseSchema':{'type':'STRING','enum':['x']}")))
                .isEqualTo("x");
    }

    @Test
    void theModelKeepsToItsLimits() {
        assertThat(usual("'candidateCount':3").get("candidates")).hasSize(3);
        assertThat(text(usual("'stopSequences':['hel']"))).isEqualTo("You said: ");
        JsonNode cut = usual("'maxOutputTokens':2");
        assertThat(text(cut)).isEqualTo("You said");
        assertThat(cut.at("/candidates/0/finishReason").asText()).isEqualTo("MAX_TOKENS");
        JsonNode thinking = usual("'thinkingConfig':{'includeThoughts':true}");
        assertThat(thinking.at("/candidates/0/content/parts/0/thought").asBoolean())
                .isTrue();
        assertThat(thinking.at("/usageMetadata/thoughtsTokenCount").asInt()).isPositive();
        assertThat(parts(usual("'responseModalities':['TEXT','IMAGE']")).get(1).has("inlineData"))
                .isTrue();
    }

    @Test
    void functionsAreCalledWhenTheWeatherOrTheModeWantsIt() {
        String tools = ",'tools':[{'functionDeclarations':[{'name':'f'},{'name':'g'}]}]";
        String any = ",'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['g']}}";
        String none = ",'toolConfig':{'functionCallingConfig':{'mode':'NONE'}}";

        assertThat(called("gemini-2.5-flash", "hello", tools)).isEmpty();
        assertThat(called("gemini-2.5-flash", "Weather?", tools)).containsExactly("f");
        assertThat(called("gemini-2.5-flash", "weather, parallel", tools)).containsExactly("f", "f");
        assertThat(called("gemini-2.5-flash", "hello", tools + any)).containsExactly("g");
        assertThat(called("gemini-2.5-flash", "weather", tools + none)).isEmpty();
    }

    @Test
    void generation3SignsTheFirstCallAndTheLastText() {
        String tools = ",'tools':[{'functionDeclarations':[{'name':'f'}]}]";
        JsonNode calls = parts(json(post("gemini-3-pro-preview:generateContent", question("weather parallel", tools))
                .body()));
        String stream = post("gemini-3-pro-preview:streamGenerateContent?alt=sse", HELLO)
                .body();

        assertThat(calls.get(0).get("thoughtSignature").asText()).isEqualTo(Part.signatureOfCall("f"));
        assertThat(calls.get(0).at("/functionCall/id").asText())
                .isNotEqualTo(calls.get(1).at("/functionCall/id").asText());
        assertThat(calls.get(1).has("thoughtSignature")).isFalse();
        assertThat(stream).contains("{\"text\":\"\",\"thoughtSignature\":\"" + Part.signatureOfText() + "\"}");
    }

    private static List<String> called(String model, String text, String more) {
        JsonNode parts = parts(
                json(post(model + ":generateContent", question(text, more)).body()));
        List<String> names = new ArrayList<>();
        parts.forEach(part -> {
            if (part.has("functionCall")) {
                names.add(part.at("/functionCall/name").asText());
            }
        });
        return names;
    }

    private static String question(String text, String more) {
        return "{'contents':[{'parts':[{'text':'" + text + "'}]}]" + more + "}";
    }

    private static JsonNode usual(String config) {
        return json(post("gemini-2.5-flash:generateContent", question("hello", ",'generationConfig':{" + config + "}"))
                .body());
    }

    private static JsonNode answered(Answer answer) {
        FAKE.reset();
        FAKE.when().answer(answer);
        return json(post("gemini-2.5-flash:generateContent", HELLO).body());
    }

    private static JsonNode parts(JsonNode answer) {
        return answer.at("/candidates/0/content/parts");
    }

    private static String text(JsonNode answer) {
        return answer.at("/candidates/0/content/parts/0/text").asText();
    }

    private static JsonNode json(String text) {
        return Json.parse(text.startsWith("[{'") ? text.replace('\'', '"') : text);
    }

    private static Wire post(String call, String body) {
        return Wire.post(FAKE.port(), "/v1beta/models/" + call, "AIzaSyTheKeyItself", body.replace('\'', '"'));
    }
}
