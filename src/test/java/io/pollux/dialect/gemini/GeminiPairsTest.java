package io.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.dialect.Preferences;
import io.pollux.dialect.Preferences.Answers;
import io.pollux.dialect.Preferences.Priority;
import io.pollux.dialect.Preferences.Safety;
import io.pollux.dialect.Preferences.SafetySetting;
import io.pollux.dialect.Preferences.Thinking;
import io.pollux.dialect.Preferences.Tools;
import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a client sends against what Google gets, and what Google answers against what the client gets: byte for byte.
 *
 * <p>A request's file is called {@code <settings>-<case>@<model in the path>}.
 */
class GeminiPairsTest {
    private static final Preferences PLAIN = Preferences.NONE.withModels(new Preferences.Models(
            Set.of("gemini-2.5-flash", "gemini-2.5-pro"), Set.of("gemini-2.0-flash-exp"), Set.of(), Set.of()));
    private static final Tools TOOLS = new Tools(true, true, Set.of("gemini-2.5-flash"));
    private static final List<SafetySetting> SAFETY = List.of(
            new SafetySetting("HARM_CATEGORY_HARASSMENT", "OFF"),
            new SafetySetting("HARM_CATEGORY_CIVIC_INTEGRITY", "BLOCK_NONE"));
    private static final Thinking THINKING = new Thinking(Map.of("gemini-2.5-pro", 2048), true);
    private static final Answers OLD = new Answers(false, true, "");

    private static final Map<String, Preferences> SETTINGS = Map.of(
            "plain", PLAIN,
            "tools", PLAIN.withTools(TOOLS),
            "safety", PLAIN.withSafety(new Safety(SAFETY, Priority.CLIENT)),
            "strict", PLAIN.withSafety(new Safety(SAFETY, Priority.OPERATOR)),
            "thinking", PLAIN.withThinking(THINKING),
            "old", PLAIN.withAnswers(OLD),
            "all", PLAIN.withTools(TOOLS).withThinking(THINKING).withSafety(new Safety(SAFETY, Priority.CLIENT)));

    @ParameterizedTest
    @MethodSource("requests")
    void googleGets(String name) {
        Preferences preferences = SETTINGS.get(name.substring(0, name.indexOf('-')));
        byte[] sent = bytes(name + ".client.json");
        ClientCall call = Calls.of(Operation.GENERATE, name.substring(name.indexOf('@') + 1), sent);

        byte[] received = new GeminiDialect(() -> preferences).read(call).body();

        assertThat(text(received)).isEqualTo(text(bytes(name + ".gemini.json")));
        if (text(received).equals(text(sent))) {
            assertThat(received).as("nothing to add, nothing to copy").isSameAs(sent);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void clientGetsWholeAnswer(String name) {
        ClientCall call = Calls.of(Operation.GENERATE, "gemini-3.8-flash", "{}");
        ReplyWriter writer = writer(call);

        byte[] received = writer.event(bytes(name + ".gemini.json"));

        assertThat(text(received)).isEqualTo(text(bytes(name + ".client.json")));
        assertThat(writer.end()).isEmpty();
        assertThat(writer.finished()).isTrue();
        assertThat(writer.empty()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void clientGetsStream(String name) {
        boolean events = Files.exists(folder().resolve(name + ".client.sse"));
        ReplyWriter writer = writer(Calls.stream(events ? Map.of("alt", "sse") : Map.of()));
        ByteArrayOutputStream received = new ByteArrayOutputStream();

        for (byte[] event : events(text(bytes(name + ".gemini.sse")))) {
            received.writeBytes(writer.event(event));
        }
        received.writeBytes(writer.end());

        assertThat(received.toString(StandardCharsets.UTF_8))
                .isEqualTo(text(bytes(name + (events ? ".client.sse" : ".client.json"))));
        assertThat(writer.finished()).isTrue();
        assertThat(writer.empty()).isFalse();
    }

    static Stream<String> requests() {
        return cases(".client.json").filter(name -> name.contains("@"));
    }

    static Stream<String> answers() {
        return cases(".gemini.json").filter(name -> !name.contains("@"));
    }

    static Stream<String> streams() {
        return cases(".gemini.sse");
    }

    private static ReplyWriter writer(ClientCall call) {
        GeminiDialect dialect = new GeminiDialect(() -> Preferences.NONE);
        return dialect.writer(call, dialect.read(call));
    }

    /** The data of each event, as the standard for event streams has it. */
    private static List<byte[]> events(String stream) {
        List<byte[]> events = new ArrayList<>();
        for (String event : stream.split("\r?\n\r?\n")) {
            String data = event.lines()
                    .map(line -> line.substring("data:".length()))
                    .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                    .reduce((first, second) -> first + "\n" + second)
                    .orElseThrow();
            events.add(data.getBytes(StandardCharsets.UTF_8));
        }
        return events;
    }

    private static Stream<String> cases(String ending) {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ending))
                    .map(file -> file.substring(0, file.length() - ending.length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(GeminiPairsTest.class.getResource("/dialect/gemini").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
