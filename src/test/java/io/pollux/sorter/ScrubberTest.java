package io.pollux.sorter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.exchange.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrubberTest {
    private static final Scrubber SCRUBBER = new Scrubber(Optional.of(Secret.of("plain-key-0123456789")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the sent plain-key-0123456789 itself          | the sent *** itself
            AIzaSyA0123456789abcdefghijklmnopqrstuv       | ***
            new kind AQ.Ab8RN6Kx_0123456789-abcdefghij.   | new kind ***.
            https://host/v1/models?key=short&alt=sse      | https://host/v1/models?key=***&alt=sse
            ?alt=sse&key=plain-key-0123456789             | ?alt=sse&key=***
            /x?key\\u003dabcdef12\\u0026alt               | /x?key\\u003d***\\u0026alt
            x%3Fkey%3Dabcdefg                             | x%3Fkey%3D***
            Consumer 'api_key:whatever-it-is' has         | Consumer 'api_key:***' has
            Authorization: Bearer ya29.a0AfB_byC          | Authorization: Bearer ***
            access_token=abcdefgh                         | access_token=***
            nothing: AIza and AQ. are only prefixes       | nothing: AIza and AQ. are only prefixes
            monkey business, the keyword                  | monkey business, the keyword
            """)
    void keysGo(String text, String scrubbed) {
        assertThat(SCRUBBER.text(text)).isEqualTo(scrubbed);
    }

    @Test
    void jsonStaysValidWhereverTheKeyStands() throws Exception {
        Scrubber digits = new Scrubber(Optional.of(Secret.of("12345678")));
        JsonNode json = new ObjectMapper()
                .readTree(
                        "{\"12345678\":{\"code\":1234567890,\"ok\":429,\"list\":[\"a 12345678 \\\"b\\\"\",null,true]}}");

        assertThat(digits.json(json))
                .hasToString("{\"***\":{\"code\":\"***90\",\"ok\":429,\"list\":[\"a *** \\\"b\\\"\",null,true]}}");
    }

    @Test
    void textTooShortToBeAKeyIsNotHuntedFor() {
        assertThat(new Scrubber(Optional.of(Secret.of("error"))).text("{\"error\":1}"))
                .isEqualTo("{\"error\":1}");
    }
}
