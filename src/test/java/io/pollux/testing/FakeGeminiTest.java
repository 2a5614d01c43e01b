package io.pollux.testing;

import static io.pollux.testing.Match.key;
import static io.pollux.testing.Match.model;
import static io.pollux.testing.Match.operation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Script, framing, habits and record, by plain HTTP. */
class FakeGeminiTest {
    private static final FakeGemini FAKE = FakeGemini.start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String FLASH = "/v1beta/models/gemini-2.5-flash";
    private static final String HELLO = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}";

    @BeforeEach
    void forget() {
        FAKE.reset();
    }

    @AfterAll
    static void close() {
        FAKE.close();
    }

    @Test
    void streamsAreFramedAsGoogleFramesThem() throws Exception {
        FAKE.when().answer(Answers.events("{\"a\":1}", "{\"b\":2}"));

        HttpResponse<String> sse = post(FLASH + ":streamGenerateContent?alt=sse", "K", HELLO);
        HttpResponse<String> array = post(FLASH + ":streamGenerateContent", "K", HELLO);

        assertThat(sse.body()).isEqualTo("data: {\"a\":1}\r\n\r\ndata: {\"b\":2}\r\n\r\n");
        assertThat(type(sse)).isEqualTo("text/event-stream");
        assertThat(sse.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(array.body()).isEqualTo("[{\n  \"a\": 1\n}\n,\r\n{\n  \"b\": 2\n}\n]\n");
        assertThat(type(array)).isEqualTo("application/json; charset=UTF-8");
    }

    @Test
    void errorsToAStreamArePlainJsonOrAnArrayOfOne() throws Exception {
        FAKE.when().answer(Answers.error(GoogleError.of(500, "INTERNAL", "x")));
        String error =
                "{\n  \"error\": {\n    \"code\": 500,\n    \"message\": \"x\",\n    \"status\": \"INTERNAL\"\n  }\n}\n";

        HttpResponse<String> sse = post(FLASH + ":streamGenerateContent?alt=sse", "K", HELLO);

        assertThat(sse.statusCode()).isEqualTo(500);
        assertThat(sse.body()).isEqualTo(error);
        assertThat(type(sse)).isEqualTo("text/event-stream");
        assertThat(post(FLASH + ":streamGenerateContent", "K", HELLO).body()).isEqualTo("[" + error + "]\n");
        assertThat(post(FLASH + ":generateContent", "K", HELLO).body()).isEqualTo(error);
    }

    @Test
    void theUsualAnswerEchoesInSeveralEventsAndSaysWhatItCost() throws Exception {
        String stream =
                post(FLASH + ":streamGenerateContent?alt=sse", "K", HELLO).body();
        JsonNode whole = json(post(FLASH + ":generateContent", "K", HELLO));

        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\r\n\r\n", 0)) {
            events.add(Json.parse(line.substring("data: ".length())));
        }
        StringBuilder text = new StringBuilder();
        events.forEach(event ->
                text.append(event.at("/candidates/0/content/parts/0/text").asText()));
        assertThat(events).hasSizeGreaterThan(2);
        assertThat(text.toString()).contains("hello");
        assertThat(whole.at("/candidates/0/content/parts/0/text").asText()).contains("hello");
        for (JsonNode last : List.of(whole, events.get(events.size() - 1))) {
            assertThat(last.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
            JsonNode usage = last.get("usageMetadata");
            assertThat(usage.get("totalTokenCount").asInt())
                    .isEqualTo(usage.get("promptTokenCount").asInt()
                            + usage.get("candidatesTokenCount").asInt());
        }
        assertThat(events.get(0).at("/candidates/0/finishReason").isMissingNode())
                .isTrue();
    }

    @Test
    void aScriptLineHoldsForItsKeyItsModelAndItsNumberOfTimes() throws Exception {
        FAKE.when(key("A"), model("gemini-2.5-flash"))
                .answer(Answers.dailyQuota())
                .once();
        FAKE.when(key("A"), model("gemini-2.5-flash"))
                .answer(Answers.overloaded())
                .times(2);

        assertThat(status("B", FLASH)).isEqualTo(200);
        assertThat(status("A", "/v1/models/gemini-2.5-pro")).isEqualTo(200);
        assertThat(List.of(status("A", FLASH), status("A", FLASH), status("A", FLASH), status("A", FLASH)))
                .containsExactly(429, 503, 503, 200);
        assertThat(FAKE.calls("A")).hasSize(5);
        assertThat(FAKE.calls()).hasSize(6);
    }

    @Test
    void everyVersionAndTheVertexAddressesAreServed() throws Exception {
        for (String family :
                List.of("/v1", "/v1beta", "/v1alpha", "/v1/publishers/google", "/v1beta1/publishers/google")) {
            assertThat(post(family + "/models/gemini-2.5-flash:generateContent", "K", HELLO)
                            .statusCode())
                    .as(family)
                    .isEqualTo(200);
        }
        assertThat(post("/v1beta/models/gemini-2.5-flash%3AgenerateContent", "K", HELLO)
                        .statusCode())
                .isEqualTo(200);
        assertThat(type(post("/v1beta/nonsense", "K", HELLO))).startsWith("text/html");
    }

    @Test
    void exactlyOneCredentialIsTaken() throws Exception {
        HttpRequest.Builder both = request(FLASH + ":generateContent?key=A", "B", HELLO);
        HttpRequest.Builder none = HttpRequest.newBuilder(URI.create(FAKE.url() + "/v1/models"));
        HttpRequest.Builder bearer = none.copy().header("Authorization", "Bearer A");

        assertThat(json(send(both)).at("/error/message").asText()).startsWith("Multiple authentication credentials");
        assertThat(send(none).statusCode()).isEqualTo(403);
        assertThat(send(bearer).body()).contains("ACCESS_TOKEN_TYPE_UNSUPPORTED");
        assertThat(FAKE.calls().get(0).credentials()).containsExactly("B", "A");
    }

    @Test
    void anUnknownKeyIsRefusedOnlyWhenTheKnownOnesWereNamed() throws Exception {
        assertThat(status("anything", FLASH)).isEqualTo(200);
        FAKE.acceptOnly(List.of("A"));
        assertThat(status("A", FLASH)).isEqualTo(200);
        assertThat(post(FLASH + ":generateContent", "B", HELLO).body()).contains("API_KEY_INVALID");
    }

    @Test
    void itRemembersWhatItReceived() throws Exception {
        send(request("/v1alpha/models/gemini-2.5-pro:generateContent?x=%20y", "K", HELLO)
                .header("X-Goog-Api-Client", "c"));

        ReceivedCall call = FAKE.awaitCalls(1, Duration.ofSeconds(5)).get(0);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/v1alpha/models/gemini-2.5-pro:generateContent");
        assertThat(call.query()).isEqualTo("x=%20y");
        assertThat(call.header("x-goog-api-client")).contains("c");
        assertThat(call.key()).isEqualTo("K");
        assertThat(List.of(call.version(), call.model(), call.operation()))
                .containsExactly("v1alpha", "gemini-2.5-pro", "generateContent");
        assertThat(call.body()).isEqualTo(HELLO.getBytes(StandardCharsets.UTF_8));
        assertThat(call.json().has("contents")).isTrue();
    }

    @Test
    void waitingForCallsThatDoNotComeFails() {
        assertThatThrownBy(() -> FAKE.awaitCalls(1, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 calls instead of 1");
    }

    @Test
    void recordingCanBeSwitchedOff() throws Exception {
        FAKE.record(false);
        try {
            assertThat(status("K", FLASH)).isEqualTo(200);
            assertThat(FAKE.calls()).isEmpty();
        } finally {
            FAKE.record(true);
        }
    }

    @Test
    void modelsComePageByPage() throws Exception {
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    json(get("/v1beta/models?key=K&pageSize=3" + (token.isEmpty() ? "" : "&pageToken=" + token)));
            assertThat(page.get("models").size()).isBetween(1, 3);
            page.get("models").forEach(model -> seen.add(model.get("name").asText()));
            token = page.path("nextPageToken").asText();
        } while (!token.isEmpty());

        assertThat(seen)
                .doesNotHaveDuplicates()
                .contains("models/gemini-2.5-flash")
                .hasSize(Models.LISTED.size());
        assertThat(json(get("/v1/models/gemini-2.5-pro?key=K")).get("name").asText())
                .isEqualTo("models/gemini-2.5-pro");
        assertThat(get("/v1/models/gpt-4?key=K").statusCode()).isEqualTo(404);
    }

    @Test
    void embeddingsDependOnNothingButTheText() throws Exception {
        String one = "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}";
        String same =
                "{\"requests\":[{\"model\":\"models/gemini-embedding-001\",\"content\":{\"parts\":[{\"text\":\"a\"}]}},"
                        + "{\"model\":\"models/gemini-embedding-001\",\"content\":{\"parts\":[{\"text\":\"b\"}]},\"outputDimensionality\":3}]}";

        JsonNode single = json(post("/v1beta/models/gemini-embedding-001:embedContent", "K", one));
        JsonNode batch = json(post("/v1beta/models/gemini-embedding-001:batchEmbedContents", "K", same));

        assertThat(single.at("/embedding/values").size()).isEqualTo(8);
        assertThat(batch.at("/embeddings/0/values")).isEqualTo(single.at("/embedding/values"));
        assertThat(batch.at("/embeddings/1/values").size()).isEqualTo(3);
    }

    @Test
    void imagesAndTokensAreCounted() throws Exception {
        String images = "{\"instances\":[{\"prompt\":\"a cat\"}],\"parameters\":{\"sampleCount\":2}}";

        assertThat(json(post("/v1beta/models/imagen-4.0-generate-001:predict", "K", images))
                        .at("/predictions")
                        .size())
                .isEqualTo(2);
        assertThat(json(post(FLASH + ":countTokens", "K", HELLO)).get("totalTokens"))
                .isEqualTo(json(post(FLASH + ":generateContent", "K", HELLO)).at("/usageMetadata/promptTokenCount"));
    }

    @Test
    void gzipIsUsedOnlyWhereItIsTaken() throws Exception {
        FAKE.when(operation("streamGenerateContent"))
                .answer(Answers.events("{\"a\":1}", "{\"b\":2}").gzipped());
        String path = FLASH + ":streamGenerateContent?alt=sse";

        HttpResponse<byte[]> packed = CLIENT.send(
                request(path, "K", HELLO).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("data: {\"a\":1}\r\n\r\ndata: {\"b\":2}\r\n\r\n")
                .isEqualTo(post(path, "K", HELLO).body());
    }

    @Test
    void aPacedStreamSaysWhenEachEventWasDue() throws Exception {
        String stream = post("/v1beta/models/paced-5x10:streamGenerateContent?alt=sse", "K", HELLO)
                .body();
        long heard = System.nanoTime();

        List<MatchResult> stamps = Pattern.compile("\" @(\\d+)/(\\d+)\\.*\"")
                .matcher(stream)
                .results()
                .toList();
        assertThat(stamps).hasSize(5);
        for (int i = 1; i < 5; i++) {
            long due = Long.parseLong(stamps.get(i).group(1));
            long written = Long.parseLong(stamps.get(i).group(2));
            assertThat(due - Long.parseLong(stamps.get(i - 1).group(1))).isEqualTo(10_000_000);
            assertThat(written).isBetween(due, heard);
        }
        assertThat(stream).endsWith("\r\n\r\n").containsOnlyOnce("\"finishReason\":\"STOP\"");
    }

    private static int status(String key, String model) throws Exception {
        return post(model + ":generateContent", key, HELLO).statusCode();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(FAKE.url() + path)));
    }

    private static HttpResponse<String> post(String path, String key, String body)
            throws IOException, InterruptedException {
        return send(request(path, key, body));
    }

    private static HttpRequest.Builder request(String path, String key, String body) {
        return HttpRequest.newBuilder(URI.create(FAKE.url() + path))
                .header("x-goog-api-key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.parse(response.body());
    }
}
