package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.dialect.ReplyWriter;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a client says and what Gemini hears, and the other way round, as pairs of files. The first word of a case's name
 * is the direction: {@code request}, {@code reply} or {@code stream}. An answer's case may have a third file, the
 * request that was asked.
 */
class PairsTest {
    private static final Path FOLDER = Path.of("src/test/resources/dialect/openai");
    private static final String ASKED =
            "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    static Stream<String> requests() throws IOException {
        return cases("request-");
    }

    static Stream<String> replies() throws IOException {
        return cases("reply-");
    }

    static Stream<String> streams() throws IOException {
        return cases("stream-");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void clientsRequestReachesGeminiAs(String name) throws IOException {
        GeminiCall call = Calls.dialect().read(call(name, text(name + ".client.json")));

        assertThat(Json.tree(call.body())).isEqualTo(Json.tree(text(name + ".gemini.json")));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void geminisAnswerReachesTheClientAs(String name) throws IOException {
        ReplyWriter writer = writer(name);

        byte[] reply = writer.event(text(name + ".gemini.json").getBytes(StandardCharsets.UTF_8));

        assertThat(Json.tree(reply)).isEqualTo(Json.tree(text(name + ".client.json")));
        assertThat(writer.finished()).isTrue();
        assertThat(writer.end()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void geminisEventsReachTheClientAs(String name) {
        ReplyWriter writer = writer(name);

        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (String event : text(name + ".gemini.sse").split("\n\n")) {
            stream.writeBytes(writer.event(event.substring("data: ".length()).getBytes(StandardCharsets.UTF_8)));
        }
        stream.writeBytes(writer.end());

        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo(text(name + ".client.sse"));
        assertThat(writer.finished()).isTrue();
    }

    private static ReplyWriter writer(String name) {
        OpenAiDialect dialect = Calls.dialect();
        Path asked = FOLDER.resolve(name + ".asked.json");
        ClientCall call = call(name, Files.exists(asked) ? text(name + ".asked.json") : ASKED);
        GeminiCall read = dialect.read(call);
        Operation operation = name.startsWith("stream-") ? Operation.STREAM : read.operation();
        return dialect.writer(
                call,
                new GeminiCall(
                        operation,
                        read.kind(),
                        read.version(),
                        read.model(),
                        read.query(),
                        read.headers(),
                        read.body(),
                        0));
    }

    private static ClientCall call(String name, String body) {
        if (name.contains("-embedding")) {
            return Calls.call(Operation.BATCH_EMBED, "", body);
        }
        if (name.startsWith("reply-models")) {
            return Calls.call(Operation.LIST_MODELS, "", "");
        }
        if (name.startsWith("reply-one-model")) {
            return Calls.call(Operation.GET_MODEL, "models/gemini-2.5-flash-search", "");
        }
        return Calls.chat(body);
    }

    private static Stream<String> cases(String direction) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(direction) && file.contains(".client."))
                    .map(file -> file.substring(0, file.indexOf('.')))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
