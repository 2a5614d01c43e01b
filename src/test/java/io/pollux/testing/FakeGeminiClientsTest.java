package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Official clients take the fake for Google. */
class FakeGeminiClientsTest {
    private static final FakeGemini FAKE = FakeGemini.start();
    private static final String FLASH = "gemini-2.5-flash";
    private static final String PRO_3 = "gemini-3-pro-preview";
    private static final FunctionDeclaration WEATHER = FunctionDeclaration.builder()
            .name("get_weather")
            .parameters(Schema.builder()
                    .type(Type.Known.OBJECT)
                    .properties(Map.of(
                            "city", Schema.builder().type(Type.Known.STRING).build()))
                    .build())
            .build();
    private static final GenerateContentConfig WITH_TOOL = GenerateContentConfig.builder()
            .tools(Tool.builder().functionDeclarations(WEATHER).build())
            .build();

    @BeforeEach
    void forget() {
        FAKE.reset();
    }

    @AfterAll
    static void close() {
        FAKE.close();
    }

    @Test
    void googleGenAiChats() {
        try (Client client = genai("K", "v1beta")) {
            GenerateContentResponse answer = client.models.generateContent(FLASH, "hello", null);

            assertThat(answer.text()).contains("hello");
            assertThat(answer.usageMetadata().orElseThrow().totalTokenCount()).isPresent();
            assertThat(FAKE.calls("K").get(0).version()).isEqualTo("v1beta");
        }
    }

    @Test
    void googleGenAiStreams() {
        try (Client client = genai("K", "v1")) {
            List<String> texts = new ArrayList<>();
            try (ResponseStream<GenerateContentResponse> stream =
                    client.models.generateContentStream(FLASH, "hello", null)) {
                stream.forEach(event -> texts.add(event.text()));
            }

            assertThat(texts).hasSizeGreaterThan(2);
            assertThat(String.join("", texts)).contains("hello");
        }
    }

    @Test
    void googleGenAiCallsFunctionsAndBringsSignaturesBack() {
        try (Client client = genai("K", "v1beta")) {
            Content question = Content.fromParts(Part.fromText("How is the weather, parallel please?"));
            GenerateContentResponse called = client.models.generateContent(PRO_3, List.of(question), WITH_TOOL);

            assertThat(called.functionCalls()).hasSize(2);
            assertThat(called.functionCalls().get(0).args().orElseThrow()).containsEntry("city", "Bern");
            assertThat(called.functionCalls().get(0).id()).contains("fc_1");
            assertThat(called.parts().get(0).thoughtSignature()).isPresent();
            assertThat(called.parts().get(1).thoughtSignature()).isEmpty();

            Content model = called.candidates().orElseThrow().get(0).content().orElseThrow();
            Content results = Content.fromParts(
                    Part.fromFunctionResponse("get_weather", Map.of("sky", "blue")),
                    Part.fromFunctionResponse("get_weather", Map.of("sky", "grey")));
            GenerateContentResponse told =
                    client.models.generateContent(PRO_3, List.of(question, model, results), WITH_TOOL);

            assertThat(told.text()).contains("blue", "grey");
        }
    }

    @Test
    void googleGenAiEmbedsAndCounts() {
        try (Client client = genai("K", "v1beta")) {
            var embedded = client.models.embedContent(
                    "gemini-embedding-001",
                    List.of("a", "b"),
                    EmbedContentConfig.builder().outputDimensionality(5).build());

            assertThat(embedded.embeddings().orElseThrow()).hasSize(2);
            assertThat(embedded.embeddings().orElseThrow().get(1).values().orElseThrow())
                    .hasSize(5);
            assertThat(client.models
                            .countTokens(FLASH, "hello", null)
                            .totalTokens()
                            .orElseThrow())
                    .isPositive();
        }
    }

    @Test
    void googleGenAiListsAndGetsModels() {
        try (Client client = genai("K", "v1beta")) {
            List<String> names = new ArrayList<>();
            for (Model model :
                    client.models.list(ListModelsConfig.builder().pageSize(3).build())) {
                names.add(model.name().orElseThrow());
            }

            assertThat(names).hasSize(Models.LISTED.size()).contains("models/" + FLASH);
            assertThat(client.models.get(FLASH, null).name()).contains("models/" + FLASH);
        }
    }

    @Test
    void googleGenAiReadsTheErrors() {
        FAKE.when().answer(Answers.dailyQuota());
        try (Client client = genai("K", "v1beta")) {
            assertThatThrownBy(() -> client.models.generateContent(FLASH, "hello", null))
                    .isInstanceOfSatisfying(ApiException.class, e -> {
                        assertThat(e.code()).isEqualTo(429);
                        assertThat(e.status()).isEqualTo("RESOURCE_EXHAUSTED");
                    });
        }
    }

    @Test
    void googleGenAiSeesAnErrorInTheStream() {
        FAKE.when().answer(Answers.text("abcd").errorAfterEvents(2, GoogleErrors.overloaded()));
        List<String> texts = new ArrayList<>();
        try (Client client = genai("K", "v1beta");
                ResponseStream<GenerateContentResponse> stream =
                        client.models.generateContentStream(FLASH, "hello", null)) {
            assertThatThrownBy(() -> stream.forEach(event -> texts.add(event.text())))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(503));
        }
        assertThat(texts).containsExactly("a", "b");
    }

    @Test
    void langchain4jChatsWithTools() {
        GoogleAiGeminiChatModel model = GoogleAiGeminiChatModel.builder()
                .baseUrl(FAKE.url() + "/v1beta")
                .apiKey("K")
                .modelName(FLASH)
                .maxRetries(0)
                .build();
        ToolSpecification tool = ToolSpecification.builder()
                .name("get_weather")
                .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                .build();
        UserMessage question = UserMessage.from("How is the weather?");

        AiMessage called = model.chat(ChatRequest.builder()
                        .messages(question)
                        .toolSpecifications(tool)
                        .build())
                .aiMessage();
        ToolExecutionRequest request = called.toolExecutionRequests().get(0);
        ChatResponse told = model.chat(ChatRequest.builder()
                .messages(question, called, ToolExecutionResultMessage.from(request, "blue"))
                .toolSpecifications(tool)
                .build());

        assertThat(request.arguments()).contains("Bern");
        assertThat(told.aiMessage().text()).contains("blue");
        assertThat(told.tokenUsage().totalTokenCount()).isPositive();
    }

    @Test
    void langchain4jReadsTheErrors() {
        FAKE.when().answer(Answers.minuteQuota());
        GoogleAiGeminiChatModel model = GoogleAiGeminiChatModel.builder()
                .baseUrl(FAKE.url() + "/v1beta")
                .apiKey("K")
                .modelName(FLASH)
                .maxRetries(0)
                .build();

        assertThatThrownBy(() -> model.chat("hello")).isInstanceOf(RateLimitException.class);
    }

    @Test
    void langchain4jStreams() throws Exception {
        GoogleAiGeminiStreamingChatModel model = GoogleAiGeminiStreamingChatModel.builder()
                .baseUrl(FAKE.url() + "/v1beta")
                .apiKey("K")
                .modelName(PRO_3)
                .build();
        List<String> pieces = new ArrayList<>();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

        model.chat("hello", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.add(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });

        assertThat(whole.get(20, TimeUnit.SECONDS).aiMessage().text()).contains("hello");
        assertThat(pieces).hasSizeGreaterThan(2);
    }

    @Test
    void langchain4jEmbeds() {
        GoogleAiEmbeddingModel model = GoogleAiEmbeddingModel.builder()
                .baseUrl(FAKE.url() + "/v1beta")
                .apiKey("K")
                .modelName("gemini-embedding-001")
                .outputDimensionality(4)
                .maxRetries(0)
                .build();

        assertThat(model.embed("a").content().vector()).hasSize(4);
    }

    private static Client genai(String key, String version) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(FAKE.url())
                        .apiVersion(version)
                        // Without this it makes five attempts at a 429.
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .build();
    }
}
