package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.ReplyWriter;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Wrong types at every place of every request and of every answer: refused or understood, never another exception. */
class FuzzTest {
    private static final Path FOLDER = Path.of("src/test/resources/dialect/openai");
    private static final List<String> WRONG = List.of(
            "null",
            "true",
            "0",
            "-1.5",
            "1e400",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "\"data:\"",
            "\"data:image/png;base64,\"",
            "\"\\ud83d\"",
            "\"{\\\"a\\\":\\\"\\ud83d\\\"}\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[1]",
            "[\"x\"]",
            "[{}]",
            "{\"a\":1}",
            "{\"type\":\"text\"}",
            "{\"type\":\"function\"}",
            "{\"google\":{}}");

    /** What is inside a schema is Google's to judge. */
    private static final Set<String> SCHEMAS = Set.of("parameters", "schema");

    @Test
    void requestWithAnythingAnywhereIsReadOrRefused() throws IOException {
        OpenAiDialect dialect = Calls.dialect();
        int read = 0;
        int refused = 0;
        for (Path file : files("request-", ".client.json")) {
            boolean embedding = file.toString().contains("-embedding");
            for (String body : variants(Files.readString(file))) {
                ClientCall call = Calls.call(embedding ? Operation.BATCH_EMBED : Operation.GENERATE, "", body);
                if (survives(dialect, call)) {
                    read++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(read).isGreaterThan(1000);
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void requestWithBrokenBytesIsReadOrRefused() throws IOException {
        OpenAiDialect dialect = Calls.dialect();
        Random random = new Random(5);
        for (Path file : files("request-", ".client.json")) {
            byte[] body = Files.readAllBytes(file);
            for (int i = 0; i < 300; i++) {
                byte[] broken = body.clone();
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                survives(dialect, Calls.call(Operation.GENERATE, "", new String(broken, StandardCharsets.ISO_8859_1)));
            }
        }
    }

    @Test
    void answerWithAnythingAnywhereIsTranslatedOrFailsTheAttempt() throws IOException {
        int translated = 0;
        for (Path file : files("reply-", ".gemini.json")) {
            String name = file.getFileName().toString();
            boolean embedding = name.startsWith("reply-embedding");
            boolean models = name.startsWith("reply-models");
            Operation operation =
                    embedding ? Operation.BATCH_EMBED : models ? Operation.LIST_MODELS : Operation.GENERATE;
            for (String answer : variants(Files.readString(file))) {
                translated += embedding || models
                        ? answers(operation, "{\"model\":\"m\",\"input\":\"a\"}", answer)
                        : answers(operation, ask("\"logprobs\":true"), answer)
                                + answers(Operation.STREAM, ask("\"functions\":[]"), answer);
            }
        }
        assertThat(translated).isGreaterThan(1000);
    }

    /** Whether it was read; what is read is JSON, and its answer can be written. */
    private static boolean survives(OpenAiDialect dialect, ClientCall call) {
        try {
            GeminiCall read = dialect.read(call);
            assertThat(Json.tree(read.body()).isObject()).isTrue();
            dialect.writer(call, read);
            return true;
        } catch (FailureException e) {
            assertThat(e.failure()).isInstanceOf(Failure.BadCall.class);
            return false;
        } catch (Exception e) {
            return fail("Neither read nor refused: " + new String(call.body(), StandardCharsets.UTF_8), e);
        }
    }

    private static int answers(Operation operation, String ask, String answer) {
        try {
            ClientCall call = Calls.call(operation, "", ask);
            GeminiCall read = new GeminiCall(operation, call.kind(), "", "m", "", call.headers(), new byte[0], 0);
            ReplyWriter writer = Calls.dialect().writer(call, read);
            byte[] reply = writer.event(answer.getBytes(StandardCharsets.UTF_8));
            writer.end();
            if (operation != Operation.STREAM) {
                assertThat(Json.tree(reply).isObject()).isTrue();
                return 1;
            }
            for (String event : new String(reply, StandardCharsets.UTF_8).split("\n\n")) {
                assertThat(event.isEmpty() || Json.tree(event.substring(6)).isObject())
                        .isTrue();
            }
            return 1;
        } catch (FailureException e) {
            assertThat(e.failure()).isInstanceOf(Failure.GoogleFailed.class);
            return 0;
        } catch (Exception e) {
            return fail("Neither translated nor failed: " + answer, e);
        }
    }

    private static String ask(String member) {
        return "{\"model\":\"gemini-2.5-flash-search\",\"messages\":[]," + member + "}";
    }

    /** The text with each value in turn replaced by each wrong one, or left out. */
    private static List<String> variants(String json) throws IOException {
        JsonNode root = Json.tree(json);
        List<String> variants = new ArrayList<>();
        vary(root, () -> variants.add(Json.text(root)));
        return variants;
    }

    private static void vary(JsonNode node, Runnable use) throws IOException {
        if (node instanceof ObjectNode object) {
            for (String name : names(object)) {
                JsonNode value = object.get(name);
                each(wrong -> object.set(name, wrong), use);
                object.remove(name);
                use.run();
                object.set(name, value);
                if (!SCHEMAS.contains(name)) {
                    vary(value, use);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                int at = i;
                each(wrong -> array.set(at, wrong), use);
                array.set(i, value);
                vary(value, use);
            }
        }
    }

    private static void each(Consumer<JsonNode> place, Runnable use) throws IOException {
        for (String wrong : WRONG) {
            place.accept(Json.tree(wrong));
            use.run();
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<Path> files(String start, String end) throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.getFileName().toString().startsWith(start)
                            && file.toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }
}
