package io.pollux.shipped;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import io.pollux.testing.Answers;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.Pollux;
import io.pollux.testing.ReceivedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's own Java client takes Pollux for Google. */
class GoogleGenAiIT {
    private static final Pollux POLLUX = Pollux.shared();
    private static final String FLASH = "gemini-2.5-flash";
    private static final String PRO_3 = "gemini-3-pro-preview";
    private static final GenerateContentConfig WITH_TOOL = GenerateContentConfig.builder()
            .tools(Tool.builder()
                    .functionDeclarations(FunctionDeclaration.builder()
                            .name("get_weather")
                            .parameters(Schema.builder()
                                    .type(Type.Known.OBJECT)
                                    .properties(Map.of(
                                            "city",
                                            Schema.builder()
                                                    .type(Type.Known.STRING)
                                                    .build()))
                                    .build())
                            .build())
                    .build())
            .build();

    private final FakeGemini google = POLLUX.google();

    @BeforeEach
    void forget() {
        google.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1beta", "v1", "v1alpha"})
    void theVersionThatTheClientAsksForReachesGoogle(String version) {
        try (Client client = client(version)) {
            GenerateContentResponse answer = client.models.generateContent(FLASH, "hello", null);

            assertThat(answer.text()).contains("hello");
            assertThat(answer.usageMetadata().orElseThrow().totalTokenCount()).isPresent();
        }
        ReceivedCall call = google.calls().get(0);
        assertThat(call.version()).isEqualTo(version);
        assertThat(call.header("x-goog-api-client").orElse("")).contains("google-genai-sdk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1beta", "v1"})
    void aStreamArrivesEventByEventWithItsLastOne(String version) {
        google.when(model(FLASH)).answer(Answers.pieces("Zür", "ich ", "😀"));
        List<GenerateContentResponse> events = new ArrayList<>();
        try (Client client = client(version);
                ResponseStream<GenerateContentResponse> stream =
                        client.models.generateContentStream(FLASH, "hello", null)) {
            stream.forEach(events::add);
        }

        assertThat(events).extracting(GenerateContentResponse::text).containsExactly("Zür", "ich ", "😀");
        GenerateContentResponse last = events.get(events.size() - 1);
        assertThat(last.finishReason().toString()).isEqualTo("STOP");
        assertThat(last.usageMetadata().orElseThrow().totalTokenCount()).isPresent();
    }

    @Test
    void signaturesOfParallelFunctionCallsComeAndGoUnchanged() {
        try (Client client = client("v1beta")) {
            Content question = Content.fromParts(Part.fromText("How is the weather, parallel please?"));
            GenerateContentResponse called = client.models.generateContent(PRO_3, List.of(question), WITH_TOOL);

            assertThat(called.functionCalls()).hasSize(2);
            assertThat(called.functionCalls().get(0).id()).contains("fc_1");
            assertThat(called.parts().get(0).thoughtSignature()).isPresent();
            assertThat(called.parts().get(1).thoughtSignature()).isEmpty();

            Content turn = called.candidates().orElseThrow().get(0).content().orElseThrow();
            Content results = Content.fromParts(
                    Part.fromFunctionResponse("get_weather", Map.of("sky", "blue")),
                    Part.fromFunctionResponse("get_weather", Map.of("sky", "grey")));
            GenerateContentResponse told =
                    client.models.generateContent(PRO_3, List.of(question, turn, results), WITH_TOOL);

            assertThat(told.text()).contains("blue", "grey");
        }
        assertThat(google.calls()).hasSize(2);
    }

    @Test
    void aHistoryThatLostItsSignaturesIsRepairedOnce() {
        try (Client client = client("v1beta")) {
            Content question = Content.fromParts(Part.fromText("How is the weather?"));
            Content unsigned = Content.builder()
                    .role("model")
                    .parts(Part.fromFunctionCall("get_weather", Map.of("city", "Bern")))
                    .build();
            Content result = Content.fromParts(Part.fromFunctionResponse("get_weather", Map.of("sky", "blue")));

            GenerateContentResponse told =
                    client.models.generateContent(PRO_3, List.of(question, unsigned, result), WITH_TOOL);

            assertThat(told.text()).contains("blue");
        }
        assertThat(google.calls()).hasSizeLessThanOrEqualTo(2);
        assertThat(google.calls())
                .extracting(ReceivedCall::key)
                .containsOnly(google.calls().get(0).key());
    }

    @Test
    void functionCallsComeInStreamsToo() {
        List<String> called = new ArrayList<>();
        try (Client client = client("v1");
                ResponseStream<GenerateContentResponse> stream = client.models.generateContentStream(
                        PRO_3, List.of(Content.fromParts(Part.fromText("weather, parallel"))), WITH_TOOL)) {
            stream.forEach(event -> event.functionCalls()
                    .forEach(call -> called.add(call.args().orElseThrow().toString())));
        }

        assertThat(called).containsExactly("{city=Bern}", "{city=Oslo}");
    }

    @Test
    void severalTextsAreEmbeddedInOneCall() {
        try (Client client = client("v1beta")) {
            List<ContentEmbedding> embedded = client.models
                    .embedContent(
                            "gemini-embedding-001",
                            List.of("a", "b", "c"),
                            EmbedContentConfig.builder().outputDimensionality(5).build())
                    .embeddings()
                    .orElseThrow();

            assertThat(embedded)
                    .hasSize(3)
                    .allMatch(one -> one.values().orElseThrow().size() == 5);
        }
        assertThat(google.calls()).extracting(ReceivedCall::operation).containsExactly("batchEmbedContents");
    }

    @Test
    void tokensAreCounted() {
        try (Client client = client("v1beta")) {
            assertThat(client.models
                            .countTokens(FLASH, "hello", null)
                            .totalTokens()
                            .orElseThrow())
                    .isPositive();
        }
    }

    @Test
    void modelsAreListedPageByPageAndFoundByName() {
        try (Client client = client("v1beta")) {
            List<String> names = StreamSupport.stream(
                            client.models
                                    .list(ListModelsConfig.builder().pageSize(3).build())
                                    .spliterator(),
                            false)
                    .map(found -> found.name().orElseThrow())
                    .toList();

            assertThat(names).contains("models/" + FLASH, "models/" + PRO_3).doesNotHaveDuplicates();
            assertThat(client.models.get(FLASH, null).name()).contains("models/" + FLASH);
        }
    }

    @Test
    void aBadRequestIsGooglesOwnWord() {
        google.when(model(FLASH)).answer(Answers.error(GoogleErrors.invalid("Too hot.")));

        refused(client("v1beta"), FLASH, 400, "INVALID_ARGUMENT", "Too hot.");
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void aWrongTokenIsUnauthenticated() {
        refused(client("v1beta", "sk-wrong"), FLASH, 401, "UNAUTHENTICATED", "token");
        assertThat(google.calls()).isEmpty();
    }

    @Test
    void anUnknownModelIsNotFound() {
        refused(client("v1beta"), "nonsense-1", 404, "NOT_FOUND", "nonsense-1");
    }

    @Test
    void whenEachKeyIsSpentTheClientHearsOfTheQuota() {
        google.when().answer(Answers.minuteQuota());

        refused(client("v1beta"), "gemini-2.5-spent-genai", 429, "RESOURCE_EXHAUSTED", "quota");
        assertThat(google.calls()).hasSize(3);
    }

    @Test
    void anErrorInsideTheStreamIsRaised() {
        google.when(model(FLASH)).answer(Answers.text("abcd").errorAfterEvents(2, GoogleErrors.overloaded()));
        List<String> texts = new ArrayList<>();
        try (Client client = client("v1beta");
                ResponseStream<GenerateContentResponse> stream =
                        client.models.generateContentStream(FLASH, "hello", null)) {
            assertThatThrownBy(() -> stream.forEach(event -> texts.add(event.text())))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(503));
        }
        assertThat(texts).containsExactly("a", "b");
    }

    @Test
    void aBareErrorWhichThisClientWouldNotSeeIsRaisedToo() {
        google.when(model(FLASH)).answer(Answers.text("abcd").bareErrorAfterEvents(2, GoogleErrors.internal()));
        raisesMidStream();
    }

    @Test
    void aStreamThatIsCutIsNoWholeAnswer() {
        google.when(model(FLASH)).answer(Answers.text("abcd").closeAfterEvents(2));
        raisesMidStream();
    }

    private static void raisesMidStream() {
        try (Client client = client("v1beta");
                ResponseStream<GenerateContentResponse> stream =
                        client.models.generateContentStream(FLASH, "hello", null)) {
            assertThatThrownBy(() -> stream.forEach(event -> {})).isInstanceOf(ApiException.class);
        }
    }

    private static void refused(Client caller, String model, int code, String status, String message) {
        try (Client client = caller) {
            assertThatThrownBy(() -> client.models.generateContent(model, "hello", null))
                    .isInstanceOfSatisfying(ApiException.class, e -> {
                        assertThat(e.code()).isEqualTo(code);
                        assertThat(e.status()).isEqualTo(status);
                        assertThat(e.message()).contains(message);
                    });
        }
    }

    private static Client client(String version) {
        return client(version, Pollux.TOKEN);
    }

    private static Client client(String version, String token) {
        return Client.builder()
                .apiKey(token)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(POLLUX.base().toString())
                        .apiVersion(version)
                        // Without this it makes five attempts at a 429.
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .build();
    }
}
