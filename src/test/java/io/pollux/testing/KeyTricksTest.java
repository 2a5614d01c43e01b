package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.KeyTricks.Trick;
import io.pollux.testing.Wire.Ending;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table that the second terminal prints is true. */
class KeyTricksTest {
    private static final FakeGemini FAKE = FakeGemini.start();
    private static final String STREAM = "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";
    private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}";

    @BeforeAll
    static void teach() {
        KeyTricks.teach(FAKE);
    }

    @AfterAll
    static void close() {
        FAKE.close();
    }

    static Stream<Trick> refusals() {
        return KeyTricks.ALL.stream().filter(trick -> trick.effect().matches("\\d{3}\\b.*"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theStatusIsTheOneInTheTable(Trick trick) {
        assertThat(stream(trick.word()).head())
                .startsWith("HTTP/1.1 " + trick.effect().substring(0, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "good-one, FIN, STOP",
        "mute, SILENCE, ''",
        "refuse, FIN, ''",
        "reset, RST, data:",
        "cut, FIN, data:",
        "stall, SILENCE, data:",
        "error-data, FIN, data: {\"error\"",
        "error-bare, FIN, '\n{\"error\"'",
        "empty, FIN, STOP",
        "nothing, FIN, usageMetadata",
        "blocked, FIN, PROHIBITED_CONTENT",
        "safety, FIN, SAFETY",
        "max-tokens, FIN, MAX_TOKENS",
    })
    void theStreamBehavesAsTheTableSays(String word, Ending ending, String mark) {
        Duration patience = Duration.ofSeconds(ending == Ending.SILENCE ? 2 : 30);
        Wire wire = Wire.post(FAKE.port(), STREAM, key(word), HELLO, patience);

        assertThat(wire.ending()).isEqualTo(ending);
        assertThat(wire.body()).contains(mark);
    }

    @ParameterizedTest
    @CsvSource({"leaked, 403", "invalid, 400", "overloaded, 200", "exhausted-day, 200"})
    void checksOfAKeyMeetEveryCallAndQuotasOnlyTheOnesThatGenerate(String word, int status) {
        Wire count = Wire.post(FAKE.port(), "/v1/models/gemini-2.5-flash:countTokens", key(word), HELLO);

        assertThat(count.head()).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyWordFitsIntoAKeyThatPolluxImports(Trick trick) {
        assertThat(key(trick.word())).matches("AIzaSy\\S{33}");
    }

    static Stream<Trick> all() {
        return KeyTricks.ALL.stream();
    }

    private static Wire stream(String word) {
        return Wire.post(FAKE.port(), STREAM, key(word), HELLO);
    }

    private static String key(String word) {
        return FakeGeminiMain.sampleKey(word);
    }
}
