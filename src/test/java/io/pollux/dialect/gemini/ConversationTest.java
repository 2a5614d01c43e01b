package io.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.dialect.Preferences;
import io.pollux.dialect.Preferences.Conversations;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
    private static final Preferences KNOWN = Preferences.NONE.withConversations(Conversations.KNOWN);
    private static final String HELLO = "{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}";
    private static final String ANSWER = "{\"role\":\"model\",\"parts\":[{\"text\":\"Hi\"}]}";
    private static final String SYSTEM = "\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]}";

    private final GeminiDialect dialect = new GeminiDialect(() -> KNOWN);

    @Test
    void nobodyLooksWhereItDoesNotMatter() {
        assertThat(Conversation.of(
                        call("abc", Map.of("session-id", "s")),
                        Optional.of("k"),
                        "",
                        bytes("no JSON"),
                        Preferences.NONE))
                .isZero();
    }

    @Test
    void theTurnsOfAConversationHaveOneNumberHoweverLongItGrows() {
        long first = number("{" + SYSTEM + ",\"contents\":[" + HELLO + "]}");

        assertThat(first).isNotZero();
        assertThat(number("{" + SYSTEM + ",\"contents\":[" + HELLO + "," + ANSWER + "," + HELLO + "]}"))
                .isEqualTo(first);
        assertThat(number("{\"contents\":[" + HELLO + "," + ANSWER + "],\"generationConfig\":{},"
                        + SYSTEM.replace("systemInstruction", "system_instruction") + "}"))
                .as("in any order and spelling of the members")
                .isEqualTo(first);
    }

    @Test
    void anotherBeginningIsAnotherConversation() {
        String plain = "{" + SYSTEM + ",\"contents\":[" + HELLO + "]}";
        assertThat(number(plain.replace("Hello", "Help"))).isNotEqualTo(number(plain));
        assertThat(number(plain.replace("brief", "long"))).isNotEqualTo(number(plain));
        assertThat(number(plain.replace("{\"sys", "{\"tools\":[{\"googleSearch\":{}}],\"sys")))
                .isNotEqualTo(number(plain));
    }

    @Test
    void whatComesBehindTheFirstEightKilobytesOfAPartIsNotLookedAt() {
        String long1 = HELLO.replace("Hello", "x".repeat(9_000) + "1");
        String long2 = HELLO.replace("Hello", "x".repeat(9_000) + "2");
        assertThat(number("{\"contents\":[" + long1 + "]}")).isEqualTo(number("{\"contents\":[" + long2 + "]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-session-id", "session-id", "session_id", "x-claude-code-session-id", "x-litellm-session-id"})
    void aSessionThatTheClientNamesCountsWhateverTheBodySays(String header) {
        Map<String, String> headers = Map.of(header, "session 1");
        long number = of(call("abc", headers), "", "{\"contents\":[" + HELLO + "]}");

        assertThat(of(call("abc", headers), "", "{}")).isEqualTo(number);
        assertThat(of(call("abc", Map.of(header, "session 2")), "", "{}")).isNotEqualTo(number);
        assertThat(of(call("xyz", headers), "", "{}"))
                .as("another client's session")
                .isNotEqualTo(number);
    }

    @Test
    void aKeyOfTheDialectStandsInForAHeaderAndAPersonTellsEqualBeginningsApart() {
        String body = "{\"contents\":[" + HELLO + "]}";
        ClientCall call = call("abc", Map.of());
        assertThat(Conversation.of(call, Optional.of("k"), "", bytes(body), KNOWN))
                .isEqualTo(Conversation.of(call, Optional.of("k"), "", bytes("{}"), KNOWN))
                .isNotEqualTo(of(call, "", body));
        assertThat(of(call, "ann", body)).isEqualTo(of(call, "ann", body)).isNotEqualTo(of(call, "ben", body));
    }

    @Test
    void aCallThatSaysNothingBelongsToNone() {
        assertThat(number("{}")).isZero();
        assertThat(number("{\"contents\":[]}")).isZero();
    }

    @Test
    void aRepairedCallStaysInItsConversation() {
        String signed = "{\"contents\":[" + HELLO
                + ",{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{}},"
                + "\"thoughtSignature\":\"abcd\"}]}]}";
        var read = dialect.read(call("abc", Map.of(), bytes(signed)));
        var repaired = dialect.withoutSignatures(read);

        assertThat(repaired.body()).isNotEqualTo(read.body());
        assertThat(repaired.affinity()).isEqualTo(read.affinity()).isNotZero();
    }

    private long number(String body) {
        return dialect.read(call("abc", Map.of(), bytes(body))).affinity();
    }

    private static long of(ClientCall call, String person, String body) {
        return Conversation.of(call, Optional.empty(), person, bytes(body), KNOWN);
    }

    private static ClientCall call(String caller, Map<String, String> headers) {
        return call(caller, headers, new byte[0]);
    }

    private static ClientCall call(String caller, Map<String, String> headers, byte[] body) {
        return new ClientCall(
                "id",
                Operation.GENERATE,
                KeyKind.GEMINI,
                "v1beta",
                "gemini-2.5-flash",
                Map.of(),
                headers,
                body,
                new Caller(caller, caller, false),
                Instant.EPOCH);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
