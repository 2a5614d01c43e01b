package io.pollux.testing;

import static io.pollux.testing.Match.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeGeminiTest {
    private static final FakeGemini FAKE = FakeGemini.start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

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

        HttpResponse<String> answer = post("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", "K");

        assertThat(answer.body()).isEqualTo("data: {\"a\":1}\r\n\r\ndata: {\"b\":2}\r\n\r\n");
    }

    @Test
    void aScriptLineHoldsForItsKeyAndItsNumberOfTimes() throws Exception {
        FAKE.when(key("A")).answer(Answers.dailyQuota()).once();

        assertThat(post("/v1/models/gemini-2.5-flash:generateContent", "B").statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/models/gemini-2.5-flash:generateContent", "A").statusCode())
                .isEqualTo(429);
        assertThat(post("/v1/models/gemini-2.5-flash:generateContent", "A").statusCode())
                .isEqualTo(200);
        assertThat(FAKE.calls("A")).hasSize(2);
    }

    private static HttpResponse<String> post(String path, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(FAKE.url() + path))
                .header("x-goog-api-key", key)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}"))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
