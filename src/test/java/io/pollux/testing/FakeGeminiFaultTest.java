package io.pollux.testing;

import static io.pollux.testing.Match.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.ReceivedCall.End;
import io.pollux.testing.Wire.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broken answers, looked at byte by byte. */
class FakeGeminiFaultTest {
    private static final FakeGemini FAKE = FakeGemini.start();
    private static final String STREAM = "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";
    private static final String ARRAY = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
    private static final String WHOLE = "/v1beta/models/gemini-2.5-flash:generateContent";
    private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}";
    private static final Answer TWO = Answers.events("{\"n\":1}", "{\"n\":2}");
    private static final String FIRST = "11\r\ndata: {\"n\":1}\r\n\r\n\r\n";
    private static final String SECOND = "11\r\ndata: {\"n\":2}\r\n\r\n\r\n";
    private static final String END = "0\r\n\r\n";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeEach
    void forget() {
        FAKE.reset();
    }

    @AfterAll
    static void close() {
        FAKE.close();
    }

    @Test
    void aWholeStreamEndsWithTheLastChunk() {
        Wire wire = post(STREAM, TWO);

        assertThat(wire.head()).contains("200 OK", "Content-Type: text/event-stream", "transfer-encoding: chunked");
        assertThat(wire.body()).isEqualTo(FIRST + SECOND + END);
        assertThat(ending()).isEqualTo(End.ANSWERED);
    }

    @Test
    void closingLeavesTheLastChunkOut() {
        Wire wire = post(STREAM, TWO.closeAfterEvents(1));

        assertThat(wire).extracting(Wire::body, Wire::ending).containsExactly(FIRST, Ending.FIN);
        assertThat(ending()).isEqualTo(End.BROKEN_BY_SCRIPT);
        assertThat(FAKE.calls().get(0).eventsSent()).isEqualTo(1);
    }

    @Test
    void closingAfterTheLastEventLeavesTheLastChunkOutToo() {
        assertThat(post(STREAM, TWO.closeAfterEvents(2)).body()).isEqualTo(FIRST + SECOND);
    }

    @Test
    void closingAfterNoEventSendsTheHeadOnly() {
        Wire wire = post(STREAM, TWO.closeAfterEvents(0));

        assertThat(wire.head()).startsWith("HTTP/1.1 200 OK");
        assertThat(wire).extracting(Wire::body, Wire::ending).containsExactly("", Ending.FIN);
    }

    @Test
    void closingAfterBytesTearsAnEventApart() {
        assertThat(post(STREAM, TWO.closeAfterBytes(20)).body()).isEqualTo(FIRST + "3\r\ndat\r\n");
    }

    @Test
    void resettingComesAfterTheEventsBeforeIt() {
        assertThat(post(STREAM, TWO.resetAfterEvents(1)))
                .extracting(Wire::body, Wire::ending)
                .containsExactly(FIRST, Ending.RST);
    }

    @Test
    void beforeTheHeadThereIsNoByte() {
        assertThat(post(STREAM, TWO.closeBeforeHead())).isEqualTo(new Wire("", Ending.FIN));
        assertThat(post(STREAM, TWO.resetBeforeHead())).isEqualTo(new Wire("", Ending.RST));
        assertThat(hush(STREAM, TWO.stallBeforeHead())).isEqualTo(new Wire("", Ending.SILENCE));
    }

    @Test
    void stallingKeepsTheConnectionOpenUntilTheClientLeaves() {
        Wire wire = hush(STREAM, TWO.stallAfterEvents(1));

        assertThat(wire).extracting(Wire::body, Wire::ending).containsExactly(FIRST, Ending.SILENCE);
        assertThat(ending()).isEqualTo(End.CLIENT_LEFT);
    }

    @Test
    void anEarlyEndIsProperHttp() {
        assertThat(post(STREAM, TWO.endAfterEvents(1)).body()).isEqualTo(FIRST + END);
    }

    @Test
    void anErrorInTheStreamComesInEitherFraming() {
        GoogleError error = GoogleError.of(503, "UNAVAILABLE", "x");
        String json = "{\"error\":{\"code\":503,\"message\":\"x\",\"status\":\"UNAVAILABLE\"}}";

        assertThat(post(STREAM, TWO.errorAfterEvents(1, error)).body())
                .isEqualTo(FIRST + chunk("data: " + json + "\r\n\r\n") + END);
        assertThat(post(STREAM, TWO.bareErrorAfterEvents(1, error)).body())
                .isEqualTo(FIRST + chunk(json + "\r\n\r\n") + END);
        assertThat(post(STREAM, TWO.barePrettyErrorAfterEvents(1, error)).body())
                .contains("{\n  \"error\": {\n    \"code\": 503,");
        assertThat(post(ARRAY, TWO.errorAfterEvents(1, error)).body())
                .startsWith(chunk("[{\n  \"n\": 1\n}"))
                .contains("\n,\r\n{\n  \"error\": {")
                .endsWith("\n}\n]\n\r\n" + END);
    }

    @Test
    void aCallWithoutStreamBreaksInTheMiddleOfItsBody() {
        Wire wire = post(WHOLE, TWO.closeAfterEvents(1));

        assertThat(wire.head()).contains("Content-Length: 13");
        assertThat(wire).extracting(Wire::body, Wire::ending).containsExactly("{\n  \"n", Ending.FIN);
        assertThat(post(WHOLE, TWO.resetAfterEvents(1)).ending()).isEqualTo(Ending.RST);
        assertThat(post(WHOLE, TWO.errorAfterEvents(1, GoogleErrors.overloaded()))
                        .head())
                .contains("503");
    }

    @Test
    void delaysAreKept() {
        FAKE.when(operation("streamGenerateContent"))
                .answer(TWO.beforeHead(Duration.ofMillis(100))
                        .beforeFirstEvent(Duration.ofMillis(100))
                        .betweenEvents(Duration.ofMillis(100)));
        long start = System.nanoTime();

        Wire wire = Wire.post(FAKE.port(), STREAM, "K", HELLO);

        assertThat(wire.body()).isEqualTo(FIRST + SECOND + END);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(295));
    }

    @Test
    void aClientThatLeavesIsNoticed() throws IOException {
        FAKE.when().answer(TWO.beforeHead(Duration.ofMinutes(5)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), FAKE.port())) {
            socket.getOutputStream()
                    .write(("GET /v1/models?key=gone HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            FAKE.awaitCalls(1, LIMIT);
            assertThat(FAKE.calls("gone").get(0).end()).isEmpty();
        }
        assertThat(ending()).isEqualTo(End.CLIENT_LEFT);
    }

    private static Wire post(String path, Answer answer) {
        FAKE.reset();
        FAKE.when().answer(answer);
        return Wire.post(FAKE.port(), path, "K", HELLO);
    }

    private static Wire hush(String path, Answer answer) {
        FAKE.reset();
        FAKE.when().answer(answer);
        return Wire.post(FAKE.port(), path, "K", HELLO, Duration.ofSeconds(2));
    }

    private static End ending() {
        return FAKE.awaitCalls(1, LIMIT).get(0).awaitEnd(LIMIT);
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }
}
