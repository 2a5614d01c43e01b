package io.pollux.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.Preferences.Models;
import io.pollux.dialect.Preferences.Priority;
import io.pollux.dialect.Preferences.Safety;
import io.pollux.dialect.Preferences.SafetySetting;
import io.pollux.dialect.Preferences.Thinking;
import io.pollux.dialect.Preferences.Tools;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiDialectTest {
    private static final Preferences LISTS =
            Preferences.NONE.withModels(new Models(Set.of("a", "b"), Set.of("b"), Set.of("a"), Set.of("hidden")));
    private static final GeminiDialect DIALECT = new GeminiDialect(() -> LISTS);

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta", "v1alpha", "v1beta3", ""})
    void versionOfThePathIsKept(String version) {
        assertThat(read(call(version, Map.of(), Map.of())).version()).isEqualTo(version);
    }

    @Test
    void queryGoesOnWithoutCredentialsAndFormats() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("alt", "sse");
        query.put("$alt", "json");
        query.put("pageToken", "a+b/c=&d e");
        query.put("key", "AIzaSecret");
        query.put("$key", "AIzaSecret");
        query.put("access_token", "AIzaSecret");
        query.put("callback", "alert");
        query.put("prettyPrint", "false");
        query.put("tür", "ü");

        assertThat(read(call("v1", query, Map.of())).query())
                .isEqualTo("pageToken=a%2Bb%2Fc%3D%26d%20e&prettyPrint=false&t%C3%BCr=%C3%BC");
    }

    @Test
    void onlyKnownHeadersGoOn() {
        Map<String, String> headers = Map.ofEntries(
                Map.entry("content-type", "application/json; charset=utf-8"),
                Map.entry("user-agent", "google-genai-sdk/3.1.0"),
                Map.entry("x-goog-api-client", "gl-node/22"),
                Map.entry("x-server-timeout", "30"),
                Map.entry("api-revision", "2026-05-20"),
                Map.entry("x-goog-fieldmask", "*"),
                Map.entry("x-goog-api-key", "AIzaSecret"),
                Map.entry("authorization", "Bearer secret"),
                Map.entry("cookie", "c"),
                Map.entry("host", "evil"),
                Map.entry("x-forwarded-for", "10.0.0.1"),
                Map.entry("openai-organization", "o"),
                Map.entry("accept", "application/x-protobuf"),
                Map.entry("accept-encoding", "zstd"),
                Map.entry("transfer-encoding", "chunked"),
                Map.entry("x-goog-user-project", "p"));

        assertThat(read(call("v1", Map.of(), headers)).headers())
                .containsOnlyKeys(
                        "content-type",
                        "user-agent",
                        "x-goog-api-client",
                        "x-server-timeout",
                        "api-revision",
                        "x-goog-fieldmask")
                .containsEntry("content-type", "application/json; charset=utf-8");
    }

    @Test
    void jsonIsSentAsJsonWhateverCurlCallsIt() {
        assertThat(read(call("v1", Map.of(), Map.of("content-type", "application/x-www-form-urlencoded")))
                        .headers())
                .containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"COUNT_TOKENS", "EMBED", "BATCH_EMBED", "PREDICT"})
    void otherMethodsPassByteForByteWhateverTheSettings(Operation operation) {
        Preferences everything = LISTS.withTools(new Tools(true, true, Set.of("a")))
                .withThinking(new Thinking(Map.of("a", 5), true))
                .withSafety(new Safety(List.of(new SafetySetting("c", "t")), Priority.OPERATOR));
        byte[] body = ("{ \"requests\":[{\"model\":\"models/x\",\"content\":{}}],"
                        + "\"generateContentRequest\":{\"model\":\"models/a\",\"contents\":[]},\"instances\":[1.0]}")
                .getBytes(UTF_8);

        GeminiCall call = new GeminiDialect(() -> everything).read(Calls.of(operation, "a", body));

        assertThat(call.body()).isSameAs(body);
        assertThat(call.operation()).isEqualTo(operation);
        assertThat(call.model()).isEqualTo("a");
    }

    @Test
    void countedRequestNamesTheModelThatIsCalled() {
        String body = "{\"generate_content_request\": {\"contents\":[],\"model\": \"models/a-search\" }}";

        GeminiCall call = DIALECT.read(Calls.of(Operation.COUNT_TOKENS, "a-search", body));

        assertThat(call.model()).isEqualTo("a");
        assertThat(new String(call.body(), UTF_8))
                .isEqualTo("{\"generate_content_request\": {\"contents\":[],\"model\": \"models/a\" }}");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"LIST_MODELS"},
            mode = EnumSource.Mode.EXCLUDE)
    void hiddenModelIsRefusedBeforeAnyKeyIsTouched(Operation operation) {
        assertThatThrownBy(() -> DIALECT.read(Calls.of(operation, "hidden", "{}")))
                .isInstanceOf(FailureException.class)
                .hasMessage("Model hidden is not supported");
    }

    @Test
    void changedSettingActsOnTheNextCall() {
        AtomicReference<Preferences> current = new AtomicReference<>(Preferences.NONE);
        GeminiDialect dialect = new GeminiDialect(current::get);
        assertThat(dialect.read(Calls.of(Operation.GENERATE, "a-search", "{}")).model())
                .isEqualTo("a-search");

        current.set(LISTS);

        assertThat(dialect.read(Calls.of(Operation.GENERATE, "a-search", "{}")).model())
                .isEqualTo("a");
    }

    @Test
    void listHidesFilteredModelsAndAddsDerivedNamesAtTheEnd() throws IOException {
        String list = "{\"models\":[{\"name\":\"models/a\",\"displayName\":\"A\",\"thinking\":true},"
                + "{\"name\":\"models/hidden\"},{\"name\":\"models/b\",\"displayName\":\"B\"},{\"odd\":1},7],"
                + "\"nextPageToken\":\"t\"}";

        JsonNode shown = Json.tree(answer(Operation.LIST_MODELS, "", list));

        assertThat(shown.path("models").findValuesAsText("name"))
                .containsExactly(
                        "models/a",
                        "models/b",
                        "models/a-search",
                        "models/b-search",
                        "models/b-image",
                        "models/a-non-thinking");
        assertThat(Json.text(shown.path("models").path(4)))
                .isEqualTo("{\"name\":\"models/a-search\",\"displayName\":\"A For Search\",\"thinking\":true,"
                        + "\"description\":\"A For Search\"}");
        assertThat(shown.path("models").findValuesAsText("displayName")).contains("B For Image", "A Non Thinking");
        assertThat(shown.path("nextPageToken").textValue()).isEqualTo("t");
    }

    @Test
    void listThatNoSettingConcernsPassesByteForByte() {
        byte[] list = "{ \"models\" : [ {\"name\":\"models/z\"} ] }".getBytes(UTF_8);

        assertThat(answer(Operation.LIST_MODELS, "", new String(list, UTF_8))).isEqualTo(list);
    }

    @Test
    void derivedModelCanBeReadAlone() throws IOException {
        String google = "{\"name\":\"models/a\",\"displayName\":\"A\",\"inputTokenLimit\":5}";

        GeminiCall call = DIALECT.read(Calls.of(Operation.GET_MODEL, "a-search", ""));
        JsonNode model = Json.tree(answer(Operation.GET_MODEL, "a-search", google));

        assertThat(call.model()).isEqualTo("a");
        assertThat(call.body()).isEmpty();
        assertThat(model.path("name").textValue()).isEqualTo("models/a-search");
        assertThat(model.path("displayName").textValue()).isEqualTo("A For Search");
        assertThat(model.path("inputTokenLimit").intValue()).isEqualTo(5);
        assertThat(new String(answer(Operation.GET_MODEL, "a", google), UTF_8)).isEqualTo(google);
    }

    @Test
    void refusedSignaturesGiveWayToThePlaceholder() {
        String skip = "skip_thought_signature_validator";
        String history = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"q\"}]},"
                + "{\"role\":\"model\",\"parts\":[{\"text\":\"t\",\"thought_signature\":\"A/+==\"},"
                + "{\"functionCall\":{\"name\":\"f\",\"args\":{\"thoughtSignature\":\"mine\"}},\"thoughtSignature\" : \"B\"},"
                + "{\"functionCall\":{\"name\":\"g\"}}]},"
                + "{\"role\":\"model\",\"parts\":[{\"function_call\":{\"name\":\"h\"}}, {\"functionCall\":{}}]}],"
                + "\"thoughtSignature\":\"outside\"}";

        GeminiCall repaired = DIALECT.withoutSignatures(DIALECT.read(Calls.of(Operation.GENERATE, "a", history)));

        assertThat(new String(repaired.body(), UTF_8))
                .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"q\"}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"t\",\"thought_signature\":\"" + skip + "\"},"
                        + "{\"functionCall\":{\"name\":\"f\",\"args\":{\"thoughtSignature\":\"mine\"}},\"thoughtSignature\" : \""
                        + skip
                        + "\"},"
                        + "{\"functionCall\":{\"name\":\"g\"}}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"thoughtSignature\":\"" + skip
                        + "\",\"function_call\":{\"name\":\"h\"}}, {\"functionCall\":{}}]}],"
                        + "\"thoughtSignature\":\"outside\"}");
        assertThat(DIALECT.withoutSignatures(repaired))
                .as("a second repair changes nothing")
                .isEqualTo(repaired);
    }

    @Test
    void historyWithoutCallsAndSignaturesIsNotTouched() {
        GeminiCall call =
                DIALECT.read(Calls.of(Operation.STREAM, "a", "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]}"));

        assertThat(DIALECT.withoutSignatures(call)).isSameAs(call);
    }

    @Test
    void whateverIsAddedNothingOfTheClientsIsLost() throws IOException {
        Random random = new Random(31);
        Preferences everything = LISTS.withTools(new Tools(true, true, Set.of("a")))
                .withThinking(new Thinking(Map.of("a", -1), true))
                .withAnswers(new Preferences.Answers(true, true, ""))
                .withSafety(new Safety(List.of(new SafetySetting("c", "t")), Priority.CLIENT));
        GeminiDialect dialect = new GeminiDialect(() -> everything);
        for (int round = 0; round < 3_000; round++) {
            ObjectNode sent = body(random);
            byte[] body = spaced(sent, random);

            JsonNode received = Json.tree(
                    dialect.read(Calls.of(Operation.GENERATE, "a-search", body)).body());

            assertThat(includes(received, sent)).as("%s in %s", sent, received).isTrue();
        }
    }

    private static ObjectNode body(Random random) {
        ObjectNode body = Json.object();
        ObjectNode part =
                body.putArray("contents").addObject().putArray("parts").addObject();
        part.put("text", random.nextBoolean() ? "ü{[\"\\😀" : "");
        if (random.nextInt(4) == 0) {
            part.putObject("inline_data");
        }
        if (random.nextBoolean()) {
            ObjectNode config = body.putObject(random.nextBoolean() ? "generationConfig" : "generation_config");
            for (String name : List.of("temperature", "topK", "top_p", "thinking_config", "seed")) {
                if (random.nextInt(3) == 0) {
                    config.put(name, random.nextInt());
                }
            }
        }
        if (random.nextBoolean()) {
            body.putArray("tools");
            for (String tool : List.of("googleSearch", "url_context", "functionDeclarations")) {
                if (random.nextInt(3) == 0) {
                    body.withArray("tools").addObject().putObject(tool);
                }
            }
        }
        if (random.nextInt(3) == 0) {
            body.putArray("safetySettings").addObject().put("category", "x");
        }
        return body;
    }

    private static byte[] spaced(ObjectNode body, Random random) {
        String text = random.nextBoolean() ? body.toString() : body.toPrettyString();
        return (" \n".repeat(random.nextInt(3)) + text + "\r\n".repeat(random.nextInt(3))).getBytes(UTF_8);
    }

    /** Whether all of the second is in the first: members by name, elements in their order. */
    private static boolean includes(JsonNode whole, JsonNode part) {
        if (part.isObject()) {
            return part.properties().stream()
                    .allMatch(each -> whole.has(each.getKey()) && includes(whole.get(each.getKey()), each.getValue()));
        }
        if (part.isArray()) {
            int skipped = whole.size() - part.size();
            for (int i = 0; i < part.size(); i++) {
                if (!includes(whole.path(skipped + i), part.path(i))) {
                    return false;
                }
            }
            return skipped >= 0;
        }
        return whole.equals(part);
    }

    private static byte[] answer(Operation operation, String model, String google) {
        ClientCall call = Calls.of(operation, model, "");
        return DIALECT.writer(call, DIALECT.read(call)).event(google.getBytes(UTF_8));
    }

    private static GeminiCall read(ClientCall call) {
        return DIALECT.read(call);
    }

    private static ClientCall call(String version, Map<String, String> query, Map<String, String> headers) {
        return new ClientCall(
                "call-1",
                Operation.STREAM,
                KeyKind.VERTEX,
                version,
                "a",
                query,
                headers,
                "{}".getBytes(UTF_8),
                new Caller("c", "n", false),
                Instant.EPOCH);
    }
}
