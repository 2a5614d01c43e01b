package io.pollux.shipped;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.pollux.testing.Answers;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.Pollux;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** LangChain4j, by both of its ways: as a client of Google's and of OpenAI's. */
class LangChain4jIT {
    private static final Pollux POLLUX = Pollux.shared();
    private static final String FLASH = "gemini-2.5-flash";
    private static final String PRO_3 = "gemini-3-pro-preview";
    private static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("get_weather")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
            .build();

    private final FakeGemini google = POLLUX.google();

    enum Way {
        GOOGLE {
            @Override
            ChatModel chat(String model, String token) {
                return GoogleAiGeminiChatModel.builder()
                        .baseUrl(POLLUX.base() + "/v1beta")
                        .apiKey(token)
                        .modelName(model)
                        .maxRetries(0)
                        .build();
            }

            @Override
            StreamingChatModel stream(String model) {
                return GoogleAiGeminiStreamingChatModel.builder()
                        .baseUrl(POLLUX.base() + "/v1beta")
                        .apiKey(Pollux.TOKEN)
                        .modelName(model)
                        .build();
            }

            @Override
            EmbeddingModel embedding() {
                return GoogleAiEmbeddingModel.builder()
                        .baseUrl(POLLUX.base() + "/v1beta")
                        .apiKey(Pollux.TOKEN)
                        .modelName("gemini-embedding-001")
                        .outputDimensionality(4)
                        .maxRetries(0)
                        .build();
            }
        },
        OPENAI {
            @Override
            ChatModel chat(String model, String token) {
                return OpenAiChatModel.builder()
                        .baseUrl(POLLUX.base() + "/v1")
                        .apiKey(token)
                        .modelName(model)
                        .maxRetries(0)
                        .build();
            }

            @Override
            StreamingChatModel stream(String model) {
                return OpenAiStreamingChatModel.builder()
                        .baseUrl(POLLUX.base() + "/v1")
                        .apiKey(Pollux.TOKEN)
                        .modelName(model)
                        .build();
            }

            @Override
            EmbeddingModel embedding() {
                return OpenAiEmbeddingModel.builder()
                        .baseUrl(POLLUX.base() + "/v1")
                        .apiKey(Pollux.TOKEN)
                        .modelName("gemini-embedding-001")
                        .dimensions(4)
                        .maxRetries(0)
                        .build();
            }
        };

        abstract ChatModel chat(String model, String token);

        abstract StreamingChatModel stream(String model);

        abstract EmbeddingModel embedding();
    }

    @BeforeEach
    void forget() {
        google.reset();
    }

    @ParameterizedTest
    @EnumSource
    void chatsAndCounts(Way way) {
        ChatResponse answer = way.chat(FLASH, Pollux.TOKEN).chat(UserMessage.from("hello"));

        assertThat(answer.aiMessage().text()).contains("hello");
        assertThat(answer.tokenUsage().totalTokenCount()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void streamsPieceByPiece(Way way) throws Exception {
        google.when(model(FLASH)).answer(Answers.pieces("Zür", "ich ", "😀"));
        Heard heard = new Heard();

        way.stream(FLASH).chat("hello", heard);

        assertThat(heard.whole.get(30, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Zürich 😀");
        assertThat(String.join("", heard.pieces)).isEqualTo("Zürich 😀");
        assertThat(heard.pieces).hasSizeGreaterThan(1);
    }

    /** Both ways drop signatures, and Gemini 3 refuses a history without them. As Google's client it answers one call. */
    @ParameterizedTest
    @CsvSource({"GOOGLE, 1, weather?", "OPENAI, 2, 'weather, parallel?'"})
    void toolsOfAModelThatSignsGoBothWays(Way way, int calls, String words) {
        ChatModel model = way.chat(PRO_3, Pollux.TOKEN);
        UserMessage question = UserMessage.from(words);
        AiMessage called = model.chat(with(List.of(question))).aiMessage();
        assertThat(called.toolExecutionRequests())
                .extracting(ToolExecutionRequest::arguments)
                .hasSize(calls)
                .allMatch(arguments -> arguments.matches("(?s).*(Bern|Oslo).*"));
        List<ChatMessage> history = new ArrayList<>(List.of(question, called));
        for (ToolExecutionRequest request : called.toolExecutionRequests()) {
            history.add(ToolExecutionResultMessage.from(request, "blue" + history.size()));
        }

        ChatResponse told = model.chat(with(history));

        assertThat(told.aiMessage().text()).contains("blue2", "blue" + (calls + 1));
    }

    @ParameterizedTest
    @EnumSource
    void toolCallsComeInStreams(Way way) throws Exception {
        Heard heard = new Heard();

        way.stream(PRO_3).chat(with(List.of(UserMessage.from("weather, parallel"))), heard);

        assertThat(heard.whole.get(30, TimeUnit.SECONDS).aiMessage().toolExecutionRequests())
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void embedsSeveralTexts(Way way) {
        assertThat(way.embedding()
                        .embedAll(List.of(TextSegment.from("a"), TextSegment.from("b")))
                        .content())
                .hasSize(2)
                .allMatch(embedding -> embedding.vector().length == 4);
    }

    @ParameterizedTest
    @EnumSource
    void errorsAreOfTheRightKind(Way way) {
        google.when(model("gemini-2.5-bad")).answer(Answers.error(GoogleErrors.invalid("Too hot.")));
        google.when(model("gemini-2.5-spent-" + way)).answer(Answers.minuteQuota());

        assertThatThrownBy(() -> way.chat("gemini-2.5-bad", Pollux.TOKEN).chat("hello"))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(
                        () -> way.chat("gemini-2.5-spent-" + way, Pollux.TOKEN).chat("hello"))
                .isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> way.chat(FLASH, "sk-wrong").chat("hello")).isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> way.chat("nonsense-1", Pollux.TOKEN).chat("hello"))
                .isInstanceOf(ModelNotFoundException.class);
    }

    private static ChatRequest with(List<ChatMessage> messages) {
        return ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(WEATHER)
                .build();
    }

    private static final class Heard implements StreamingChatResponseHandler {
        private final List<String> pieces = new ArrayList<>();
        private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

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
    }
}
