package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoogleWordsTest {
    @Test
    void sentenceIsTakenOutOfItsJson() {
        assertThat(GoogleWords.gist("{\"error\": {\"code\": 429, \"message\": \"Say \\\"please\\\",\\nthen $1\"}}"))
                .isEqualTo("Say \"please\", then $1");
    }

    @Test
    void anythingElseStaysAsItIs() {
        assertThat(GoogleWords.gist("No key is ready")).isEqualTo("No key is ready");
        assertThat(GoogleWords.gist("{\"error\":{\"message\":\"cut o")).isEqualTo("{\"error\":{\"message\":\"cut o");
    }
}
