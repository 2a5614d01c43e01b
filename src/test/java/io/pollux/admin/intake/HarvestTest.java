package io.pollux.admin.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.intake.Group.Line;
import io.pollux.exchange.KeyKind;
import io.pollux.keys.DayLimit;
import io.pollux.keys.Imported;
import io.pollux.keys.Imported.Outcome;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.NewKey.Use;
import io.pollux.keys.Rank;
import io.pollux.keys.Tags;
import io.pollux.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HarvestTest {
    private static final Pattern PATTERN = Settings.defaults().get(Settings.POLLUX_KEY_PATTERN);
    private static final String ONE = "AIzaSy" + "a".repeat(33);
    private static final String TWO = "AQ." + "b".repeat(40);
    private static final KeyTraits BATCH =
            new KeyTraits("batch", KeyKind.GEMINI, Optional.of("batch-project"), "", Rank.USUAL, Tags.of("all"));

    @Test
    void eachLineIsLookedAtAndSaysWhereItIs() {
        Harvest harvest =
                harvest("# my keys\n" + ONE + "\n\nsk-proj-0123456789abcdefghij\nAIzaShort\n" + TWO + "," + ONE);

        assertThat(harvest.finds()).extracting(Find::line).containsExactly(2, 6);
        assertThat(harvest.again()).extracting(Find::line).containsExactly(6);
        assertThat(harvest.strays()).containsExactly(new Stray(4, "sk-pro...efghij"), new Stray(5, "AIz...ort"));
        assertThat(harvest.isPlain()).isTrue();
    }

    @Test
    void orderlyTextHasNoStrays() {
        assertThat(harvest("[\"" + ONE + "\",\n\"" + TWO + "\"]").strays()).isEmpty();
        assertThat(harvest("API_KEYS='" + ONE + "' # note").strays()).isEmpty();
        assertThat(harvest("").finds()).isEmpty();
    }

    @Test
    void exportOfTheBalancerWithProfilesIsUnderstood() {
        Harvest harvest = harvest("""
                {"version":1,"exportedAt":"2025-01-01T00:00:00Z","data":{"settings":{"config":"{}"},"api_keys":[
                 {"_id":"x","key":"%s","name":"Ada","profile":"Team, A","isActive":true,"dailyRateLimit":5},
                 {"_id":"y","key":"%s","name":null,"profile":"default","isActive":false},
                 {"_id":"z","key":"sk-or-v1-0123456789abcdef","name":"other"}],"request_logs":[]}}
                """.formatted(ONE, TWO));

        assertThat(harvest.hasProfiles()).isTrue();
        assertThat(harvest.strays()).containsExactly(new Stray(3, "sk-or-...abcdef"));
        Said ada = harvest.finds().get(0).said();
        assertThat(ada.traits(BATCH, ProfileUse.LABEL))
                .isEqualTo(new KeyTraits(
                        "Ada",
                        KeyKind.GEMINI,
                        Optional.of("batch-project"),
                        "",
                        Rank.USUAL,
                        new Tags(List.of("Team  A", "all")),
                        new DayLimit(5)));
        assertThat(ada.traits(BATCH, ProfileUse.PROJECT).project()).contains("Team, A");
        assertThat(ada.traits(BATCH, ProfileUse.PROJECT).tags()).isEqualTo(Tags.of("all"));
        Said second = harvest.finds().get(1).said();
        assertThat(second.use()).isEqualTo(Use.LATER);
        assertThat(second.traits(BATCH, ProfileUse.LABEL).label()).isEqualTo("batch");
        assertThat(second.hasProfile()).isFalse();
    }

    @Test
    void listOfTheBalancerThatKeepsFilesIsUnderstood() {
        Harvest harvest = harvest(
                "[{\"key\":\"" + ONE
                        + "\",\"isActive\":false,\"lastUsed\":null,\"failureCount\":3,\"requestCount\":9,\"_id\":\"1700000000000\"}]");

        assertThat(harvest.finds()).hasSize(1);
        assertThat(harvest.finds().get(0).said().use()).isEqualTo(Use.LATER);
        assertThat(harvest.hasProfiles()).isFalse();
    }

    @Test
    void plainListInJsonIsPlain() {
        Harvest harvest = harvest("[\"" + ONE + "\", \"" + TWO + "\"]");

        assertThat(harvest.finds()).hasSize(2);
        assertThat(harvest.isPlain()).isTrue();
    }

    @Test
    void cellsAreReadByTheirHead() {
        Harvest harvest = harvest("\uFEFFname,key,labels,project,kind,enabled,priority,weight\r\n\"Lovelace, Ada\","
                + ONE + ",\"b,a\",p,paid,false,-2,5\r\n'=x," + TWO + ",,,,,,\r\n");

        Find first = harvest.finds().get(0);
        assertThat(first.line()).isEqualTo(2);
        assertThat(first.said().traits(BATCH, ProfileUse.LABEL))
                .isEqualTo(new KeyTraits(
                        "Lovelace, Ada", KeyKind.PAID, Optional.of("p"), "", new Rank(-2, 5), Tags.of("all,b,a")));
        assertThat(first.said().use()).isEqualTo(Use.LATER);
        assertThat(harvest.finds().get(1).said().name()).isEqualTo("=x");
    }

    @Test
    void likeOutcomesStandTogetherWithTheirLines() {
        Harvest harvest = harvest(ONE + "\n" + TWO + "\n" + TWO + "\nnothing-like-a-key");

        Glance glance =
                Glance.of(harvest, List.of(new Imported("one", Outcome.KNOWN), new Imported("two", Outcome.RETURNED)));

        assertThat(glance.fit()).isEqualTo(1);
        assertThat(glance.groups())
                .containsExactly(
                        new Group("KNOWN", 1, List.of(new Line(1, "one"))),
                        new Group("RETURNED", 1, List.of(new Line(2, "two"))),
                        new Group("TWICE", 1, List.of(new Line(3, "AQ.bbb...bbbbbb"))),
                        new Group("NO_KEY", 1, List.of(new Line(4, "not...key"))));
    }

    @Test
    void nothingFoundIsSaidToo() {
        assertThat(Glance.of(harvest(""), List.of()).groups())
                .extracting(Group::outcome)
                .containsExactly("NOTHING");
    }

    @Test
    void longListsAreCutAndCounted() {
        String text =
                IntStream.range(0, 1_000).mapToObj("stray-%05d\n"::formatted).reduce("", String::concat);

        Group group = Glance.of(harvest(text), List.of()).groups().get(0);

        assertThat(group.count()).isEqualTo(1_000);
        assertThat(group.shown().size() + group.more()).isEqualTo(1_000);
        assertThat(group.shown()).hasSize(200);
    }

    private static Harvest harvest(String text) {
        return Harvest.of(text, PATTERN);
    }
}
