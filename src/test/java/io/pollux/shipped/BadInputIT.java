package io.pollux.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.testing.Bare;
import io.pollux.testing.Pollux;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputIT {
    private static final Pollux POLLUX = Pollux.shared();
    private static final String GOOD = "Authorization: Bearer " + Pollux.TOKEN + "\r\n";
    private static final String CHAT = "/v1/chat/completions";
    private static final String EMBEDDINGS = "/openai/v1/embeddings";
    private static final String NATIVE = "/v1beta/models/gemini-2.5-flash:generateContent";
    private static final String STREAM = "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";
    private static final int MEGABYTE = 1024 * 1024;

    @BeforeEach
    void forget() {
        POLLUX.google().reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "not json",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]",
                "[]",
                "null",
                "1",
                "\"text\"",
                "{}",
                "{\"model\":\"gemini-2.5-flash\"}",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":\"Hi\"}",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[]}",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[1]}",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"wizard\",\"content\":\"Hi\"}]}",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":7}]}",
                "{\"model\":7,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":\"yes\"}",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":{}}",
                "{\"model\":\"../../x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            })
    void chatThatIsNoneIsRefusedInOpenAisWordsWithoutACallToGoogle(String body) {
        refusedByPollux(CHAT, body, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"input\":[",
                "{}",
                "{\"model\":\"gemini-embedding-001\"}",
                "{\"model\":\"gemini-embedding-001\",\"input\":7}",
                "{\"model\":\"gemini-embedding-001\",\"input\":[{}]}",
                "{\"model\":\"gemini-embedding-001\",\"input\":\"a\",\"encoding_format\":\"morse\"}",
            })
    void embeddingsThatAreNoneAreRefused(String body) {
        refusedByPollux(EMBEDDINGS, body, 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                NATIVE + "|''",
                NATIVE + "|{",
                NATIVE + "|not json",
                NATIVE + "|[]",
                NATIVE + "|{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]",
                STREAM + "|{",
                STREAM + "|null",
                "/v1/models/gemini-2.5-flash:countTokens|{",
                "/v1beta/models/gemini-embedding-001:batchEmbedContents|{\"requests\":",
            })
    void aNativeBodyThatIsNoneIsRefusedInGooglesWords(String path, String body) {
        refusedByPollux(path, body, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contents\":\"Hi\"}",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"temperatur\":1}}",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}],\"unknown\":1}",
            })
    void whatOnlyGoogleCanJudgeIsJudgedByGoogleOnceAndBlamesNoKey(String body) {
        int ready = POLLUX.readyKeys();

        Bare answer = Bare.post(POLLUX.base(), NATIVE, body);

        assertThat(answer.status()).isEqualTo(400);
        error(answer, NATIVE);
        assertThat(POLLUX.google().calls()).hasSizeLessThanOrEqualTo(1);
        assertThat(POLLUX.readyKeys()).isEqualTo(ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, NATIVE, STREAM, EMBEDDINGS})
    void deepNestingIsRefused(String path) {
        int depth = 50_000;
        String deep = "[".repeat(depth) + "]".repeat(depth);
        String field = path.equals(NATIVE) || path.equals(STREAM) ? "contents" : "messages";

        refusedByPollux(path, "{\"model\":\"gemini-2.5-flash\",\"" + field + "\":" + deep + "}", 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, NATIVE, STREAM, EMBEDDINGS})
    void aBodyThatSaysThatItIsTooLargeIsRefusedUnread(String path) {
        Bare answer = Bare.send(
                POLLUX.base(), "POST", path, GOOD + "Content-Length: " + 3 * MEGABYTE + "\r\n", "{\"model\":");

        assertThat(answer.status()).isEqualTo(413);
        error(answer, path);
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, NATIVE})
    void aBodyThatGrowsTooLargeIsRefused(String path) {
        String chunk = "x".repeat(MEGABYTE / 2);
        String size = Integer.toHexString(chunk.length());
        String chunks = (size + "\r\n" + chunk + "\r\n").repeat(2) + "10\r\n0123456789abcdef\r\n";

        Bare answer = Bare.send(POLLUX.base(), "POST", path, GOOD + "Transfer-Encoding: chunked\r\n", chunks);

        assertThat(answer.status()).isEqualTo(413);
        error(answer, path);
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/nonsense-1:generateContent",
        "/v1beta/models/nonsense-1:streamGenerateContent?alt=sse",
        "/v1/chat/completions",
    })
    void anUnknownModelIsAskedForOnce(String path) {
        int ready = POLLUX.readyKeys();
        String body = path.equals(CHAT)
                ? "{\"model\":\"nonsense-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                : "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";

        Bare answer = Bare.post(POLLUX.base(), path, body);

        assertThat(answer.status()).isEqualTo(404);
        error(answer, path);
        assertThat(POLLUX.google().calls()).hasSize(1);
        assertThat(POLLUX.readyKeys()).isEqualTo(ready);
        loggedOnceAtMost(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, POST",
        "PUT, /v1/chat/completions, POST",
        "DELETE, /v1beta/models/gemini-2.5-flash:generateContent, POST",
        "GET, /v1beta/models/gemini-2.5-flash:streamGenerateContent, POST",
        "PATCH, /openai/v1/embeddings, POST",
        "POST, /v1beta/models, GET",
        "POST, /v1/models, GET",
        "POST, /v1beta/models/gemini-2.5-flash, GET",
        "DELETE, /v1/models/gemini-2.5-flash, GET",
    })
    void aWrongMethodIsToldTheRightOne(String method, String path, String right) {
        Bare answer = Bare.send(POLLUX.base(), method, path, GOOD, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow").orElse("")).contains(right);
        error(answer, path);
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nothing",
                "/openai/v1/chat",
                "/hf/v1/completions",
                "/v1beta/nothing/here",
                "/v1beta/models/gemini-2.5-flash:frobnicate",
                "/gemini/v1beta",
                "/v1beta/files",
                "/v1beta/cachedContents/x",
                "/upload/v1beta/files",
            })
    void aPathThatLeadsNowhereSaysSo(String path) {
        Bare answer = Bare.post(POLLUX.base(), path, "{}");

        assertThat(answer.status()).isEqualTo(404);
        error(answer, path);
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @Test
    void aBodyInAnotherEncodingThanUtf8DoesNoHarm() {
        Bare answer = Bare.send(
                POLLUX.base(),
                "POST",
                NATIVE,
                GOOD + "Content-Type: application/json; charset=nonsense\r\n",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");

        assertThat(answer.status()).isIn(200, 400, 415);
        assertThat(answer.json().isObject()).isTrue();
    }

    private static void refusedByPollux(String path, String body, int status) {
        int ready = POLLUX.readyKeys();

        Bare answer = Bare.post(POLLUX.base(), path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        error(answer, path);
        assertThat(POLLUX.google().calls()).isEmpty();
        assertThat(POLLUX.readyKeys()).isEqualTo(ready);
        loggedOnceAtMost(answer);
    }

    /** The error's shape is that of the caller's dialect. */
    private static void error(Bare answer, String path) {
        boolean openAi = path.matches("(/openai|/hf|/api)?/v1/(chat|embeddings|models|nothing|completions).*")
                && path.indexOf(':') < 0;
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        JsonNode error = answer.json().path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        if (openAi) {
            assertThat(error.path("type").asText()).as(answer.body()).isNotBlank();
            assertThat(error.has("code")).isTrue();
            assertThat(error.path("code").isNumber()).isFalse();
        } else {
            assertThat(error.path("code").asInt()).as(answer.body()).isEqualTo(answer.status());
            assertThat(error.path("status").asText()).isNotBlank();
        }
    }

    private static void loggedOnceAtMost(Bare answer) {
        String callId = answer.header("x-request-id").orElseThrow();
        assertThat(POLLUX.log().lines().filter(line -> line.contains(callId))).hasSizeLessThanOrEqualTo(1);
    }
}
