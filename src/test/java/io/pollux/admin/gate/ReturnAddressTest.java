package io.pollux.admin.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"/keys", "/keys?q=a%20b&state=off", "/keys?sort=-uses&page=3"})
    void pagesOfOursAreReturnedTo(String address) {
        assertThat(ReturnAddress.of(address)).contains(address);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "//evil.test",
                "/\\evil.test",
                "https://evil.test/keys",
                "/keys/../../x",
                "/keys\r\nSet-Cookie: a=b",
                "/keys?q=<script>",
                "javascript:alert(1)",
                "keys",
                "/keys?q=\u0000"
            })
    void nothingElseIs(String address) {
        assertThat(ReturnAddress.of(address)).isEmpty();
    }

    @Test
    void endlessAddressesAreDropped() {
        assertThat(ReturnAddress.of("/keys?q=" + "a".repeat(2_000))).isEmpty();
    }

    @Test
    void asAParameterItIsEncoded() {
        assertThat(ReturnAddress.parameter("/keys?q=a&kind=paid")).isEqualTo("&to=%2Fkeys%3Fq%3Da%26kind%3Dpaid");
        assertThat(ReturnAddress.parameter("//evil.test")).isEmpty();
    }
}
