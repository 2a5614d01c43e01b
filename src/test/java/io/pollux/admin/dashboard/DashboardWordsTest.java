package io.pollux.admin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.Texts;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Sums;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardWordsTest {
    private static final Set<String> TEXTS =
            ResourceBundle.getBundle(Texts.BUNDLE, Locale.ENGLISH).keySet();
    private static final Wording ENGLISH = new Wording(Locale.ENGLISH);

    @Test
    void everythingThatThePageNamesHasItsWords() {
        assertThat(TEXTS).containsAll(named("dashboard.period.", Period.values()));
        assertThat(TEXTS).containsAll(named("dashboard.measure.", Measure.values()));
        assertThat(TEXTS).containsAll(named("dashboard.span.", Span.values()));
        assertThat(TEXTS)
                .containsAll(named(
                        "dashboard.of.",
                        Stream.of(Dimension.values())
                                .filter(dimension -> dimension != Dimension.ALL)
                                .toArray()));
        assertThat(Chart.names()).allMatch(line -> Stream.of("ending.", "concluded.", "dashboard.line.")
                .anyMatch(prefix -> TEXTS.contains(prefix + line)));
    }

    @Test
    void whyKeysWereRefusedIsSaidInWordsTheMostFrequentFirst() {
        Trouble trouble = Trouble.bad(
                "keys.refused",
                List.of(5L, new Watch.Reasons(Map.of(Refusal.LEAKED, 1L, Refusal.INVALID, 4L))),
                "/keys?state=refused");

        assertThat(ENGLISH.say(trouble))
                .isEqualTo("Google refused 5 keys since yesterday: Not a valid key (4), Reported as leaked (1).");
        assertThat(ENGLISH.link(trouble)).isEqualTo("To the keys");
        assertThat(ENGLISH.until(trouble)).isEmpty();
    }

    @Test
    void whatEndsByItselfSaysWhatIsToCome() {
        Trouble trouble = Trouble.wait("model.some", List.of("gemini-x", 3, 12_000), "/keys")
                .until(Instant.parse("2026-03-29T01:30:00Z"));

        assertThat(ENGLISH.say(trouble)).isEqualTo("gemini-x is exhausted for 3 of 12,000 projects.");
        assertThat(ENGLISH.until(trouble)).isEqualTo("The last one is ready in");
    }

    @Test
    void nothingCountedHasNoRatesAndNoTimes() {
        Sums nothing = new Sums();

        assertThat(ENGLISH.say(Measure.CALLS, nothing)).isEqualTo("0");
        assertThat(ENGLISH.say(Measure.SUCCESS, nothing)).isEqualTo("–");
        assertThat(ENGLISH.say(Measure.FIRST, nothing)).isEqualTo("–");
        assertThat(ENGLISH.say(Measure.ATTEMPTS_SUCCESS, nothing)).isEqualTo("–");
    }

    private static List<String> named(String prefix, Object[] constants) {
        return Arrays.stream(constants).map(constant -> prefix + constant).toList();
    }
}
