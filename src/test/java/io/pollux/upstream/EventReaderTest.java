package io.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final String FIRST =
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Grüße, 世界 🌍 }{\\\" \\\\\"}]}}]}";
    private static final String SECOND =
            "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"totalTokenCount\":5}}";
    private static final String ERROR =
            "{\n  \"error\": {\n    \"code\": 503,\n\n    \"message\": \"a } in { it\",\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n";
    private static final String ERROR_ON_ONE_LINE =
            "{  \"error\": {    \"code\": 503,    \"message\": \"a } in { it\",    \"status\": \"UNAVAILABLE\"  }}";

    private final List<String> events = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r"})
    void splitAnywhereTheEventsAreTheSame(String newline) {
        String stream = "data: " + FIRST + newline + newline + "data: " + SECOND + newline + newline;
        assertEverySplit(stream, List.of(FIRST, SECOND));
    }

    @Test
    void splitAnywhereABareErrorIsFoundAfterEvents() {
        assertEverySplit("data: " + FIRST + "\r\n\r\n" + ERROR, List.of(FIRST, ERROR_ON_ONE_LINE));
    }

    @Test
    void splitAnywhereAnArrayIsItsElements() {
        assertEverySplit("[" + FIRST + "\r\n,\r\n" + SECOND + "\r\n]\r\n", List.of(FIRST, SECOND));
        assertEverySplit("[{\n  \"a\": [1,\n 2]\n}\n,\n{\"b\": {}}]", List.of("{  \"a\": [1, 2]}", "{\"b\": {}}"));
    }

    @Test
    void byteByByteIsTheSameAsAtOnce() {
        EventReader reader = reader();
        for (byte b : ("\uFEFFdata:" + FIRST + "\n\n\n: c\ndata: " + SECOND).getBytes(StandardCharsets.UTF_8)) {
            reader.read(new byte[] {b});
        }
        assertThat(reader.end()).isTrue();
        assertThat(events).containsExactly(FIRST, SECOND);
    }

    @Test
    void spaceAfterTheColonIsOptionalAndOnlyOneIsFraming() {
        assertThat(whole("data:" + FIRST + "\n\ndata: " + SECOND + "\n\n")).containsExactly(FIRST, SECOND);
    }

    @Test
    void otherFieldsCommentsAndSentinelMeanNothing() {
        String noise = ": ping\n\nevent: message\nid: 7\nretry: 100\n\ndata\ndata:\ndata: [DONE]\n\n";
        assertThat(whole(noise + "event: x\ndata: " + FIRST + "\nid: 8\n\n" + noise))
                .containsExactly(FIRST);
    }

    @Test
    void floodOfCommentsIsReadWithoutKeepingIt() {
        EventReader reader = reader();
        byte[] comments = ": keep-alive\n\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 100; round++) {
            reader.read(comments);
        }
        reader.read(("data: " + FIRST + "\n\n").getBytes(StandardCharsets.UTF_8));
        assertThat(reader.end()).isTrue();
        assertThat(events).containsExactly(FIRST);
    }

    @Test
    void dataOverSeveralLinesIsOneObject() {
        assertThat(whole("data: {\ndata:   \"a\": \"x\",\ndata:   \"b\": {}\ndata: }\n\ndata: " + SECOND + "\n\n"))
                .containsExactly("{  \"a\": \"x\",  \"b\": {}}", SECOND);
    }

    @Test
    void eventsWithoutBlankLinesBetweenAreSeparate() {
        assertThat(whole("data: " + FIRST + "\ndata: " + SECOND + "\n\n")).containsExactly(FIRST, SECOND);
    }

    @Test
    void arrayInsideAnEventIsItsElements() {
        assertThat(whole("data: [" + FIRST + "," + SECOND + "]\n\n")).containsExactly(FIRST, SECOND);
    }

    @Test
    void lastEventNeedsNoBlankLine() {
        assertThat(whole("data: " + FIRST + "\n\ndata: " + SECOND)).containsExactly(FIRST, SECOND);
        assertThat(whole("data: " + FIRST + "\n")).containsExactly(FIRST);
    }

    @Test
    void eventIsHandedOutAsSoonAsItsBlankLineIsThere() {
        EventReader reader = reader();
        reader.read(("data: " + FIRST + "\r\n").getBytes(StandardCharsets.UTF_8));
        assertThat(events).isEmpty();
        reader.read("\r".getBytes(StandardCharsets.UTF_8));
        assertThat(events).containsExactly(FIRST);
    }

    @Test
    void endInsideAnEventIsNotWhole() {
        String stream = "data: " + FIRST;
        for (int length = "data: {".length(); length < stream.length(); length++) {
            events.clear();
            EventReader reader = reader();
            reader.read(stream.substring(0, length).getBytes(StandardCharsets.UTF_8));
            assertThat(reader.end()).as("cut after %d", length).isFalse();
            assertThat(events).isEmpty();
        }
    }

    @Test
    void endInsideABareErrorIsNotWhole() {
        EventReader reader = reader();
        reader.read("{\n  \"error\": {\n".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.end()).isFalse();
    }

    @Test
    void bareObjectThatAnEventInterruptsIsNotForgotten() {
        EventReader reader = reader();
        reader.read(("{\n \"error\": {\ndata: " + FIRST + "\n\n").getBytes(StandardCharsets.UTF_8));
        assertThat(reader.end()).isFalse();
        assertThat(events).containsExactly(FIRST);
    }

    @Test
    void pageInPlaceOfAStreamIsNotWhole() {
        EventReader reader = reader();
        reader.read("<html>\n<body>Sign in</body>\n</html>\n".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.end()).isFalse();
    }

    @Test
    void nothingAtAllIsWhole() {
        assertThat(whole("")).isEmpty();
        assertThat(whole("\r\n\r\n")).isEmpty();
        assertThat(whole("[]")).isEmpty();
    }

    @Test
    void brokenObjectIsHandedOnForItsReaderToRefuse() {
        assertThat(whole("data: {\"a\": \n\n")).containsExactly("{\"a\": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"a\":\"", "{\"a\":\"", "data: {\ndata: \"a\":\"", ": "})
    void objectOrLineWithoutEndIsRefused(String start) {
        EventReader reader = new EventReader(10_000, event -> events.add(""));
        reader.read(start.getBytes(StandardCharsets.UTF_8));
        byte[] more = new byte[1_000];
        Arrays.fill(more, (byte) 'x');
        assertThatThrownBy(() -> {
                    for (int round = 0; round < 20; round++) {
                        reader.read(more);
                    }
                })
                .isInstanceOfSatisfying(FailureException.class, refused -> assertThat(refused.failure())
                        .isInstanceOf(Failure.GoogleFailed.class));
    }

    @Test
    void bareObjectOverEndlessLinesIsRefused() {
        EventReader reader = new EventReader(10_000, event -> events.add(""));
        assertThatThrownBy(() -> {
                    for (int round = 0; round < 2_000; round++) {
                        reader.read("{ \"a\":\n".getBytes(StandardCharsets.UTF_8));
                    }
                })
                .isInstanceOf(FailureException.class);
    }

    private void assertEverySplit(String stream, List<String> expected) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            for (int second = split; second <= Math.min(bytes.length, split + 4); second++) {
                events.clear();
                EventReader reader = reader();
                reader.read(Arrays.copyOfRange(bytes, 0, split));
                reader.read(Arrays.copyOfRange(bytes, split, second));
                reader.read(Arrays.copyOfRange(bytes, second, bytes.length));
                assertThat(reader.end()).as("split at %d and %d", split, second).isTrue();
                assertThat(events).as("split at %d and %d", split, second).isEqualTo(expected);
            }
        }
    }

    private List<String> whole(String stream) {
        events.clear();
        EventReader reader = reader();
        reader.read(stream.getBytes(StandardCharsets.UTF_8));
        assertThat(reader.end()).isTrue();
        return events;
    }

    private EventReader reader() {
        return new EventReader(1024 * 1024, event -> events.add(new String(event, StandardCharsets.UTF_8)));
    }
}
