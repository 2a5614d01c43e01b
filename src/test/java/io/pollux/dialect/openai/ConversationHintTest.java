package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.dialect.Preferences;
import io.pollux.dialect.Preferences.Conversations;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConversationHintTest {
    private final OpenAiDialect dialect = new OpenAiDialect(
            () -> Preferences.NONE.withConversations(Conversations.KNOWN),
            Clock.systemUTC(),
            RandomGenerator::getDefault);

    @Test
    void thePromptCacheKeyNamesTheConversation() {
        assertThat(number("\"prompt_cache_key\":\"k\",", "Hello"))
                .isEqualTo(number("\"prompt_cache_key\":\"k\",", "Something else"))
                .isNotEqualTo(number("\"prompt_cache_key\":\"l\",", "Hello"));
    }

    @Test
    void usersWhoBeginAlikeHaveConversationsOfTheirOwn() {
        assertThat(number("\"user\":\"ann\",", "Hello"))
                .isEqualTo(number("\"user\":\"ann\",", "Hello"))
                .isNotEqualTo(number("\"user\":\"ann\",", "Good-bye"))
                .isNotEqualTo(number("\"user\":\"ben\",", "Hello"));
        assertThat(number("\"safety_identifier\":\"ann\",", "Hello")).isNotEqualTo(number("", "Hello"));
    }

    @Test
    void hintsOfOddTypesAreNoReasonToRefuseACall() {
        assertThat(number("\"user\":17,\"prompt_cache_key\":null,\"safety_identifier\":{},", "Hello"))
                .isNotZero();
    }

    private long number(String hints, String text) {
        String body = "{\"model\":\"gemini-2.5-flash\"," + hints + "\"messages\":[{\"role\":\"user\",\"content\":\""
                + text + "\"}]}";
        return dialect.read(new ClientCall(
                        "id",
                        Operation.GENERATE,
                        KeyKind.GEMINI,
                        "",
                        "",
                        Map.of(),
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8),
                        new Caller("abc", "abc", false),
                        Instant.EPOCH))
                .affinity();
    }
}
