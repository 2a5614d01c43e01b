package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.journal.LogQuery;
import io.pollux.journal.Place;
import io.pollux.journal.Rank;
import io.pollux.journal.Ranked;
import io.pollux.journal.RankedPage;
import io.pollux.journal.Ranking;
import io.pollux.journal.Ranking.Turn;
import io.pollux.journal.Ranking.Way;
import io.pollux.journal.Stretch;
import io.pollux.journal.Stretch.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogFilterTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final Place PLACE = Place.of("1774747800000r17").orElseThrow();

    @Test
    void plainAddressShowsTheLastDay() {
        LogFilter filter = LogFilter.of(Map.of());

        assertThat(filter.query(NOW).from()).contains(NOW.minus(Duration.ofDays(1)));
        assertThat(filter.stretch()).isEqualTo(Stretch.newest(50));
        assertThat(filter.getAddress()).isEqualTo("/logs");
        assertThat(filter.isNarrow()).isFalse();
        assertThat(filter.isErrors()).isFalse();
    }

    @Test
    void addressSaysEverythingAndIsReadBack() {
        Map<String, String> parameters = Map.ofEntries(
                Map.entry("view", "errors"),
                Map.entry("q", "a b&c"),
                Map.entry("outcome", "failed"),
                Map.entry("span", "custom"),
                Map.entry("from", "2026-03-28T10:00"),
                Map.entry("until", "2026-03-29T10:00"),
                Map.entry("call", "id-1"),
                Map.entry("client", "abc"),
                Map.entry("key", "AIzaSy...000007"),
                Map.entry("model", "gemini-2.5*"),
                Map.entry("dialect", "openai"),
                Map.entry("status", "429"),
                Map.entry("order", "oldest"),
                Map.entry("size", "100"),
                Map.entry("newer", PLACE.text()));
        LogFilter filter = LogFilter.of(parameters);

        assertThat(filter.query(NOW))
                .isEqualTo(new LogQuery(
                        "id-1",
                        "abc",
                        "AIzaSy...000007",
                        "gemini-2.5*",
                        "openai",
                        Optional.of(Ending.FAILED),
                        429,
                        "a b&c",
                        Optional.of(Instant.parse("2026-03-28T10:00:00Z")),
                        Optional.of(Instant.parse("2026-03-29T10:00:00Z"))));
        assertThat(filter.stretch()).isEqualTo(new Stretch(Optional.of(PLACE), Direction.NEWER, 100));
        assertThat(filter.getAddress())
                .isEqualTo("/logs?view=errors&q=a+b%26c&outcome=failed&span=custom&from=2026-03-28T10%3A00"
                        + "&until=2026-03-29T10%3A00&call=id-1&client=abc&key=AIzaSy...000007&model=gemini-2.5*"
                        + "&dialect=openai&status=429&order=oldest&size=100&newer=" + PLACE.text());
        assertThat(filter.untidy(parameters)).isFalse();
    }

    @Test
    void whatCannotBeRightIsLeftOut() {
        Map<String, String> parameters = Map.of(
                "view", "x", "outcome", "y", "span", "day", "from", "99", "status", "0x1", "size", "7", "older", "z",
                "order", "q", "client", "  ");

        assertThat(LogFilter.of(parameters).getAddress()).isEqualTo("/logs");
        assertThat(LogFilter.of(parameters).untidy(parameters)).isTrue();
    }

    @Test
    void fieldsThatWereLeftEmptyMakeAnAddressUntidy() {
        Map<String, String> parameters = Map.of("q", "", "outcome", "any", "dialect", "any", "model", "x");

        assertThat(LogFilter.of(parameters).untidy(parameters)).isTrue();
        assertThat(LogFilter.of(parameters).getAddress()).isEqualTo("/logs?model=x");
        assertThat(LogFilter.of(parameters).untidy(Map.of("model", "x"))).isFalse();
    }

    @Test
    void dateNeedsNoSpan() {
        LogFilter filter = LogFilter.of(Map.of("from", "2026-03-28T10:00"));

        assertThat(filter.getSpan()).isEqualTo(LogSpan.CUSTOM);
        assertThat(filter.query(NOW).from()).contains(Instant.parse("2026-03-28T10:00:00Z"));
    }

    @Test
    void everythingIsEverythingHoweverItIsSaid() {
        assertThat(LogFilter.of(Map.of("span", "all")).isEverything()).isTrue();
        assertThat(LogFilter.of(Map.of("span", "custom")).isEverything()).isTrue();
        assertThat(LogFilter.of(Map.of("span", "all", "model", "*")).isEverything())
                .isTrue();
        assertThat(LogFilter.of(Map.of("span", "custom", "until", "2026-03-28T10:00"))
                        .isEverything())
                .isFalse();
        assertThat(LogFilter.of(Map.of()).isEverything()).isFalse();
        assertThat(LogFilter.of(Map.of("span", "all", "status", "429")).isEverything())
                .isFalse();
    }

    @Test
    void wholeKeyLeavesTheAddress() {
        Map<String, String> parameters = Map.of("key", "AIzaSy-whole-key-000000000000000-123456");
        LogFilter filter = LogFilter.of(parameters);

        assertThat(filter.untidy(parameters)).isTrue();
        assertThat(filter.getAddress()).isEqualTo("/logs?key=AIzaSy...123456");
    }

    @Test
    void anotherFilterBeginsAtTheFirstPage() {
        LogFilter filter = LogFilter.of(Map.of("q", "x", "older", PLACE.text()));

        assertThat(filter.with("q", "")).isEqualTo("/logs");
        assertThat(filter.getDownload()).isEqualTo("/logs.csv?q=x");
    }

    @Test
    void pagesLeadToTheirNeighbours() {
        LogFilter first = LogFilter.of(Map.of());
        LogFilter second = LogFilter.of(Map.of("older", PLACE.text()));
        LogFilter back = LogFilter.of(Map.of("newer", PLACE.text()));
        List<Place> shown = List.of(PLACE);

        assertThat(LogPaging.of(first, shown, false)).isEqualTo(LogPaging.NONE);
        assertThat(LogPaging.of(first, shown, true)).isEqualTo(new LogPaging("", "/logs?older=" + PLACE.text()));
        assertThat(LogPaging.of(second, shown, false)).isEqualTo(new LogPaging("/logs?newer=" + PLACE.text(), ""));
        assertThat(LogPaging.of(back, shown, false)).isEqualTo(new LogPaging("", "/logs?older=" + PLACE.text()));
    }

    @Test
    void columnIsSortedByAndThenTheOtherWayRound() {
        LogFilter byTime = LogFilter.of(Map.of("model", "x", "older", PLACE.text()));
        assertThat(byTime.getSorts()).containsExactly("time", "total", "first", "tokens", "tries");
        assertThat(byTime.sorting("time")).isEqualTo("down");
        assertThat(byTime.sortedBy("time")).isEqualTo("/logs?model=x&order=oldest");
        assertThat(byTime.sortedBy("total")).isEqualTo("/logs?model=x&sort=total");

        LogFilter byTotal = LogFilter.of(Map.of("sort", "total"));
        assertThat(byTotal.sorting("time")).isEqualTo("none");
        assertThat(byTotal.sorting("total")).isEqualTo("down");
        assertThat(byTotal.sortedBy("total")).isEqualTo("/logs?sort=total&order=least");
        assertThat(byTotal.sortedBy("time")).isEqualTo("/logs");
        assertThat(byTotal.getDownload()).isEqualTo("/logs.csv");
        assertThat(LogFilter.of(Map.of("sort", "total", "order", "least")).sortedBy("total"))
                .isEqualTo("/logs?sort=total");
    }

    @Test
    void whatMeansNothingBesideTheRestIsLeftOut() {
        Rank rank = new Rank(1234, PLACE);
        assertThat(address("sort", "time")).isEqualTo("/logs");
        assertThat(address("sort", "status")).isEqualTo("/logs");
        assertThat(address("view", "errors", "sort", "total")).isEqualTo("/logs?view=errors");
        assertThat(address("view", "errors", "sort", "status")).isEqualTo("/logs?view=errors&sort=status");
        assertThat(address("order", "least")).isEqualTo("/logs");
        assertThat(address("sort", "total", "order", "oldest")).isEqualTo("/logs?sort=total");
        assertThat(address("sort", "total", "older", PLACE.text())).isEqualTo("/logs?sort=total");
        assertThat(address("after", rank.text())).isEqualTo("/logs");
        assertThat(address("view", "keys", "sort", "status", "order", "oldest", "older", PLACE.text()))
                .isEqualTo("/logs?view=keys");
        assertThat(address("sort", "total", "after", rank.text()))
                .isEqualTo("/logs?sort=total&after=1234." + PLACE.text());
    }

    @Test
    void sortedPagesLeadToTheirNeighbours() {
        Rank rank = new Rank(1234, PLACE);
        LogFilter filter = LogFilter.of(Map.of("sort", "total", "before", rank.text()));
        RankedPage<String> page = new RankedPage<>(List.of(new Ranked<>("row", rank)), false, true);

        assertThat(filter.ranking()).isEqualTo(new Ranking(Way.MOST_FIRST, Turn.BACK, Optional.of(rank), 50));
        assertThat(LogPaging.of(filter, page)).isEqualTo(new LogPaging("", "/logs?sort=total&after=" + rank.text()));
        assertThat(LogPaging.of(LogFilter.of(Map.of("sort", "total")), page)).isEqualTo(LogPaging.NONE);
    }

    private static String address(String... parts) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            parameters.put(parts[i], parts[i + 1]);
        }
        return LogFilter.of(parameters).getAddress();
    }
}
