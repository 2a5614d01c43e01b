package io.pollux.shipped;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import io.pollux.testing.Answers;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.Pollux;
import io.pollux.testing.ReceivedCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own Java client takes Pollux for OpenAI. */
class OpenAiJavaIT {
    private static final Pollux POLLUX = Pollux.shared();
    private static final String FLASH = "gemini-2.5-flash";
    private static final String PRO_3 = "gemini-3-pro-preview";
    private static final String SIGNATURE =
            Base64.getEncoder().encodeToString("fake-gemini call get_weather".getBytes(StandardCharsets.UTF_8));

    private final FakeGemini google = POLLUX.google();
    private final OpenAIClient client = client("/v1", Pollux.TOKEN);

    @BeforeEach
    void forget() {
        google.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/openai/v1", "/hf/v1", "/api/v1"})
    void chatCountsItsTokensUnderEachPrefix(String prefix) {
        ChatCompletion answer =
                client(prefix, Pollux.TOKEN).chat().completions().create(hello(FLASH));

        assertThat(answer.validate().choices().get(0).message().content().orElseThrow())
                .contains("hello");
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.model()).isEqualTo(FLASH);
        assertThat(answer.usage().orElseThrow().totalTokens())
                .isEqualTo(answer.usage().orElseThrow().promptTokens()
                        + answer.usage().orElseThrow().completionTokens());
    }

    @Test
    void aStreamAddsUpAndItsUsageComesWhenAskedFor() {
        google.when(model(FLASH)).answer(Answers.pieces("Zür", "ich ", "😀"));
        ChatCompletionCreateParams call = hello(FLASH).toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();

        ChatCompletion sum = streamed(call);

        assertThat(sum.choices().get(0).message().content()).contains("Zürich 😀");
        assertThat(sum.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(sum.usage().orElseThrow().totalTokens()).isPositive();
    }

    @Test
    void aModelThatSaysStopAfterFunctionCallsFinishesWithToolCalls() {
        ChatCompletion answer = client.chat().completions().create(weather(FLASH));

        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        List<ChatCompletionMessageFunctionToolCall> calls = calls(answer);
        assertThat(calls)
                .hasSize(2)
                .extracting(ChatCompletionMessageFunctionToolCall::id)
                .doesNotHaveDuplicates();
        assertThat(calls)
                .extracting(call -> call.function().arguments())
                .containsExactly("{\"city\":\"Bern\"}", "{\"city\":\"Oslo\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {FLASH, PRO_3})
    void toolResultsFindTheirCallsAndSignaturesComeBack(String model) {
        ChatCompletionCreateParams question = weather(model);
        ChatCompletion called = client.chat().completions().create(question);

        ChatCompletion told = client.chat()
                .completions()
                .create(answered(question, called.choices().get(0).message(), calls(called)));

        assertThat(told.choices().get(0).message().content().orElseThrow()).contains("blue 0", "blue 1");
        assertThat(google.calls()).hasSize(2);
        if (model.equals(PRO_3)) {
            assertThat(google.calls().get(1).text()).contains(SIGNATURE);
        }
    }

    @Test
    void aClientThatDropsTheSignatureOfAStreamedCallStillBringsItBack() {
        ChatCompletionCreateParams question = weather(PRO_3);
        ChatCompletion called = streamed(question);
        assertThat(calls(called)).hasSize(2);
        ChatCompletionAssistantMessageParam.Builder bare = ChatCompletionAssistantMessageParam.builder();
        for (ChatCompletionMessageFunctionToolCall call : calls(called)) {
            bare.addToolCall(ChatCompletionMessageFunctionToolCall.builder()
                    .id(call.id())
                    .function(ChatCompletionMessageFunctionToolCall.Function.builder()
                            .name(call.function().name())
                            .arguments(call.function().arguments())
                            .build())
                    .build());
        }
        ChatCompletionCreateParams.Builder next = question.toBuilder().addMessage(bare.build());
        results(next, calls(called));

        ChatCompletion told = client.chat().completions().create(next.build());

        assertThat(told.choices().get(0).message().content().orElseThrow()).contains("blue 0", "blue 1");
        assertThat(google.calls()).hasSize(2);
        assertThat(google.calls().get(1).text()).contains(SIGNATURE);
    }

    @Test
    void embeddingsInBothEncodingsAreTheSameNumbers() {
        CreateEmbeddingResponse floats = embed(EmbeddingCreateParams.EncodingFormat.FLOAT);
        CreateEmbeddingResponse packed = embed(EmbeddingCreateParams.EncodingFormat.BASE64);

        assertThat(floats.data()).hasSize(2).allMatch(one -> one.embedding().size() == 6);
        assertThat(packed.data().get(0)._embeddingValue().toString()).doesNotContain("floats");
        for (int i = 0; i < 2; i++) {
            assertThat(packed.data().get(i).embedding())
                    .isEqualTo(floats.data().get(i).embedding());
            assertThat(packed.data().get(i).index()).isEqualTo(i);
        }
        assertThat(google.calls()).extracting(ReceivedCall::operation).containsOnly("batchEmbedContents");
    }

    @Test
    void modelsAreListedWithoutPrefixAndFoundByName() {
        assertThat(client.models().list().data()).extracting(Model::id).contains(FLASH, PRO_3);
        assertThat(client.models().retrieve(FLASH).id()).isEqualTo(FLASH);
    }

    @Test
    void aBadRequestIsOneCall() {
        google.when(model(FLASH)).answer(Answers.error(GoogleErrors.invalid("Too hot.")));

        assertThatThrownBy(() -> client.chat().completions().create(hello(FLASH)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Too hot.");
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void aWrongTokenIsUnauthorized() {
        assertThatThrownBy(() -> client("/v1", "sk-wrong").chat().completions().create(hello(FLASH)))
                .isInstanceOf(UnauthorizedException.class);
        assertThat(google.calls()).isEmpty();
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertThatThrownBy(() -> client.chat().completions().create(hello("nonsense-1")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.models().retrieve("nonsense-1")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aSpentMinuteSaysWhenToComeBack() {
        google.when().answer(Answers.minuteQuota("7s"));

        assertThatThrownBy(() -> client.chat().completions().create(hello("gemini-2.5-spent-openai")))
                .isInstanceOfSatisfying(RateLimitException.class, e -> {
                    assertThat(e.headers().values("Retry-After")).hasSize(1);
                    assertThat(e.headers().values("retry-after-ms")).hasSize(1);
                    assertThat(e.headers().values("x-should-retry")).isEmpty();
                });
        assertThat(google.calls()).hasSize(3);
    }

    @Test
    void aSpentDayIsNotWorthAnotherTry() {
        google.when().answer(Answers.dailyQuota());

        assertThatThrownBy(() -> client.chat().completions().create(hello("gemini-2.5-spent-day")))
                .isInstanceOfSatisfying(RateLimitException.class, e -> {
                    assertThat(e.code()).contains("insufficient_quota");
                    assertThat(e.headers().values("Retry-After")).isEmpty();
                    assertThat(e.headers().values("x-should-retry")).containsExactly("false");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "bare", "cut"})
    void aStreamThatFailsIsRaised(String way) {
        google.when(model(FLASH))
                .answer(
                        switch (way) {
                            case "error" -> Answers.text("abcd").errorAfterEvents(2, GoogleErrors.overloaded());
                            case "bare" -> Answers.text("abcd").bareErrorAfterEvents(2, GoogleErrors.internal());
                            default -> Answers.text("abcd").closeAfterEvents(2);
                        });
        List<String> texts = new ArrayList<>();

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(hello(FLASH))) {
            assertThatThrownBy(() -> stream.stream().forEach(chunk -> chunk.choices()
                            .forEach(choice -> choice.delta().content().ifPresent(texts::add))))
                    .isInstanceOf(OpenAIException.class);
        }
        assertThat(String.join("", texts)).isEqualTo("ab");
    }

    private CreateEmbeddingResponse embed(EmbeddingCreateParams.EncodingFormat format) {
        return client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("gemini-embedding-001")
                        .inputOfArrayOfStrings(List.of("a", "b"))
                        .dimensions(6)
                        .encodingFormat(format)
                        .build());
    }

    private ChatCompletion streamed(ChatCompletionCreateParams call) {
        ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(call)) {
            stream.stream().forEach(chunk -> sum.accumulate(chunk.validate()));
        }
        return sum.chatCompletion();
    }

    private static ChatCompletionCreateParams answered(
            ChatCompletionCreateParams question,
            ChatCompletionMessage message,
            List<ChatCompletionMessageFunctionToolCall> calls) {
        ChatCompletionCreateParams.Builder next = question.toBuilder().addMessage(message);
        results(next, calls);
        return next.build();
    }

    private static void results(
            ChatCompletionCreateParams.Builder next, List<ChatCompletionMessageFunctionToolCall> calls) {
        for (int i = 0; i < calls.size(); i++) {
            next.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(calls.get(i).id())
                    .content("blue " + i)
                    .build());
        }
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
        return answer.choices().get(0).message().toolCalls().orElseThrow().stream()
                .map(call -> call.asFunction())
                .toList();
    }

    private static ChatCompletionCreateParams hello(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("hello")
                .build();
    }

    private static ChatCompletionCreateParams weather(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("How is the weather, parallel please?")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .build())
                        .build())
                .build();
    }

    private static OpenAIClient client(String prefix, String token) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(POLLUX.base() + prefix)
                .apiKey(token)
                .maxRetries(0)
                .build();
    }
}
