package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ErrorObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.models.Model;
import com.openai.models.models.ModelListPageResponse;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * OpenAI's own model classes, at their strictest, read what the pairs say that we write. That we write it is shown by
 * {@link PairsTest}.
 */
class OpenAiJavaTest {
    private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();

    static Stream<Path> completions() throws IOException {
        return files("reply-", ".client.json")
                .filter(file -> !file.toString().matches(".*reply-(embedding|models|one-model).*"));
    }

    static Stream<Path> streams() throws IOException {
        return files("stream-", ".client.sse");
    }

    static Stream<Path> embeddings() throws IOException {
        return files("reply-embedding", ".client.json");
    }

    @ParameterizedTest
    @MethodSource("completions")
    void completionIsValid(Path file) throws IOException {
        ChatCompletion completion =
                MAPPER.readValue(Files.readAllBytes(file), ChatCompletion.class).validate();

        assertThat(completion.choices()).isNotEmpty();
        completion.choices().forEach(choice -> {
            choice.finishReason().known();
            assertThat(choice.logprobs().map(all -> all.content().isPresent()).orElse(true))
                    .isTrue();
            choice.message()
                    .toolCalls()
                    .ifPresent(calls -> calls.forEach(call -> call.asFunction().function()));
        });
        assertThat(completion.usage().orElseThrow().completionTokensDetails()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamAddsUpToAValidCompletion(Path file) throws IOException {
        ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();
        List<ChatCompletionChunk> chunks = chunks(file);

        chunks.forEach(chunk -> sum.accumulate(chunk.validate()));

        assertThat(chunks.stream().map(ChatCompletionChunk::id).distinct()).hasSize(1);
        assertThat(chunks.stream().map(ChatCompletionChunk::created).distinct()).hasSize(1);
        assertThat(chunks.stream().map(ChatCompletionChunk::model).distinct()).hasSize(1);
        sum.chatCompletion().validate().choices().forEach(choice -> choice.finishReason()
                .known());
    }

    @Test
    void parallelToolCallsAddUpOneByOne() throws IOException {
        ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();
        chunks(Path.of("src/test/resources/dialect/openai/stream-tool-calls-in-several-events.client.sse"))
                .forEach(sum::accumulate);

        ChatCompletion.Choice choice = sum.chatCompletion().choices().get(0);

        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(choice.message().toolCalls().orElseThrow())
                .extracting(ChatCompletionMessageToolCall::asFunction)
                .extracting(call -> call.id() + " " + call.function().name() + " "
                        + call.function().arguments())
                .containsExactly("a f {\"x\":1}", "b g {\"y\":\"é\"}");
    }

    @ParameterizedTest
    @MethodSource("embeddings")
    void embeddingIsValidAndHasItsNumbers(Path file) throws IOException {
        CreateEmbeddingResponse answer = MAPPER.readValue(Files.readAllBytes(file), CreateEmbeddingResponse.class)
                .validate();

        assertThat(answer.usage().promptTokens()).isNotNegative();
        assertThat(answer.data()).allMatch(embedding -> embedding.embedding().size() == 3);
        if (file.toString().contains("base64")) {
            assertThat(answer.data().get(0).embedding()).containsExactly(1f, -2.5f, 0.1f);
        }
    }

    @Test
    void modelsAreValid() throws IOException {
        Path folder = Path.of("src/test/resources/dialect/openai");
        byte[] list = Files.readAllBytes(folder.resolve("reply-models.client.json"));
        byte[] one = Files.readAllBytes(folder.resolve("reply-one-model-under-the-name-asked.client.json"));

        assertThat(MAPPER.readValue(list, ModelListPageResponse.class)
                        .validate()
                        .data())
                .extracting(Model::id)
                .contains("gemini-2.5-pro", "gemini-2.5-pro-search")
                .doesNotContain("gemini-1.0-pro");
        assertThat(MAPPER.readValue(one, Model.class).validate().id()).isEqualTo("gemini-2.5-flash-search");
    }

    @Test
    void errorIsValid() throws IOException {
        byte[] body = ErrorShape.of(new Failure.BadCall(Report.of(404, "NOT_FOUND", "No such model.")))
                .body();

        ErrorObject error = MAPPER.convertValue(Json.tree(body).path("error"), ErrorObject.class)
                .validate();

        assertThat(error.code()).contains("model_not_found");
        assertThat(error.message()).isEqualTo("No such model.");
    }

    private static List<ChatCompletionChunk> chunks(Path file) throws IOException {
        return Stream.of(Files.readString(file).split("\n\n"))
                .map(event -> event.substring("data: ".length()))
                .filter(data -> !data.equals("[DONE]"))
                .map(OpenAiJavaTest::chunk)
                .toList();
    }

    private static ChatCompletionChunk chunk(String data) {
        try {
            return MAPPER.readValue(data, ChatCompletionChunk.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(String start, String end) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("src/test/resources/dialect/openai"))) {
            return all
                    .filter(file -> file.getFileName().toString().startsWith(start)
                            && file.toString().endsWith(end))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
