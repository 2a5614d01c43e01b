package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.keys.Imported;
import io.pollux.keys.Imported.Outcome;
import io.pollux.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyPasteTest {
    private static final Pattern PATTERN = Settings.defaults().get(Settings.POLLUX_KEY_PATTERN);
    private static final String KEY = "AIzaSy" + "a".repeat(33);

    @Test
    void wordsThatAreLongEnoughButNoKeysAreNamedMasked() {
        String text = "one: " + KEY + ", [\"sk-proj-0123456789abcdefghij\"]; export NOTE=short " + KEY;

        assertThat(KeyPaste.strangers(text, PATTERN)).containsExactly("sk-pro...efghij");
    }

    @Test
    void orderlyTextHasNoStrangers() {
        assertThat(KeyPaste.strangers("[\"" + KEY + "\",\n\"AQ." + "b".repeat(40) + "\"]", PATTERN))
                .isEmpty();
        assertThat(KeyPaste.strangers("", PATTERN)).isEmpty();
    }

    @Test
    void likeOutcomesStandTogetherInTheOrderOfTheirWeight() {
        List<KeyPaste.Group> groups = KeyPaste.groups(
                List.of(
                        new Imported("a", Outcome.KNOWN),
                        new Imported("b", Outcome.ADDED),
                        new Imported("c", Outcome.ADDED)),
                List.of("d"));

        assertThat(groups)
                .containsExactly(
                        new KeyPaste.Group("ADDED", 2, List.of("b", "c")),
                        new KeyPaste.Group("KNOWN", 1, List.of("a")),
                        new KeyPaste.Group("NO_KEY", 1, List.of("d")));
    }

    @Test
    void nothingFoundIsSaidToo() {
        assertThat(KeyPaste.groups(List.of(), List.of()))
                .extracting(KeyPaste.Group::outcome)
                .containsExactly("NOTHING");
    }

    @Test
    void longListsAreCutAndCounted() {
        List<Imported> many = IntStream.range(0, 1_000)
                .mapToObj(number -> new Imported("k" + number, Outcome.ADDED))
                .toList();
        KeyPaste.Group group = KeyPaste.groups(many, List.of()).get(0);

        assertThat(group.count()).isEqualTo(1_000);
        assertThat(group.shown().size() + group.more()).isEqualTo(1_000);
        assertThat(group.shown()).hasSizeLessThan(100);
    }
}
