package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelShelfTest {
    @Test
    void namesAreThoseThatClientsSay() throws Exception {
        assertThat(
                        read(
                                "{\"models\":[{\"name\":\"models/gemini-b\"},{\"name\":\"models/gemini-a\"},{\"name\":\"tuned\"}]}"))
                .containsExactly("gemini-a", "gemini-b", "tuned");
    }

    @Test
    void otherAnswersNameNothing() throws Exception {
        assertThat(read("{}")).isEmpty();
        assertThat(read("{\"models\":[{}]}")).isEmpty();
        assertThat(read("[]")).isEmpty();
    }

    private static Set<String> read(String json) throws Exception {
        return ModelShelf.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
