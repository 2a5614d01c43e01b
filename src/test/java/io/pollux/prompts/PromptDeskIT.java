package io.pollux.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import io.pollux.testing.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PromptDeskIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Parameter
    private TestDatabase database;

    private Storage storage;
    private PromptDesk desk;

    @BeforeEach
    void open() {
        storage = database.open("prompts");
        desk = new PromptDesk(storage, ManualClock.at(NOW));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void promptIsFoundUnderItsNameAsItWasSaved() {
        String content = "{\"message\":\"grüße 🌱 \\\"'\"}".repeat(5_000);

        assertThat(desk.add("Größe 🌱", content)).isTrue();
        assertThat(desk.find("Größe 🌱")).contains(new SavedPrompt("Größe 🌱", content, NOW));
        assertThat(desk.find("größe 🌱")).isEmpty();
    }

    @Test
    void nameThatIsTakenStaysWithItsPromptUntilItIsReplaced() {
        desk.add("one", "first");

        assertThat(desk.add("one", "second")).isFalse();
        assertThat(desk.find("one").orElseThrow().content()).isEqualTo("first");

        desk.replace("one", "second");
        assertThat(desk.find("one").orElseThrow().content()).isEqualTo("second");
    }

    @Test
    void namesAreListedInOrderAndDeletedOnesAreGone() {
        desk.add("b", "x");
        desk.add("c", "x");
        desk.add("a", "x");

        assertThat(desk.delete("b")).isTrue();
        assertThat(desk.delete("b")).isFalse();
        assertThat(desk.names()).containsExactly("a", "c");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> desk.add(" ", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.add("x ", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.add("x".repeat(101), "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.replace("x", "x".repeat(SavedPrompt.LONGEST_CONTENT + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(desk.names()).isEmpty();
    }

    @Test
    void thereIsAnEndToHowManyAreKept() {
        for (int i = 0; i < PromptDesk.MOST; i++) {
            desk.add("prompt " + i, "x");
        }

        assertThatThrownBy(() -> desk.add("one more", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.replace("one more", "x")).isInstanceOf(IllegalArgumentException.class);
        desk.replace("prompt 7", "changed all the same");
        assertThat(desk.names()).hasSize(PromptDesk.MOST);
    }
}
