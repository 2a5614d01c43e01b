package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.KeyKind;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilterTest {
    @Test
    void plainAddressShowsTheFirstPageOfAll() {
        KeyFilter filter = KeyFilter.of(Map.of());

        assertThat(filter.query())
                .isEqualTo(new KeyQuery("", State.ANY, Optional.empty(), Sort.ascending(Column.ID), 0, 25));
        assertThat(filter.address()).isEqualTo("/keys");
        assertThat(filter.isNarrow()).isFalse();
    }

    @Test
    void addressSaysEverythingAndIsReadBack() {
        Map<String, String> parameters = Map.of(
                "q", "a b&c", "state", "refused", "kind", "paid", "sort", "-last_used", "page", "3", "size", "50");
        KeyFilter filter = KeyFilter.of(parameters);

        assertThat(filter.query())
                .isEqualTo(new KeyQuery(
                        "a b&c", State.REFUSED, Optional.of(KeyKind.PAID), Sort.descending(Column.LAST_USED), 100, 50));
        assertThat(filter.address())
                .isEqualTo("/keys?q=a+b%26c&state=refused&kind=paid&sort=-last_used&page=3&size=50");
        assertThat(filter.isNarrow()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "abc", "99999999999999999999", "1; DROP TABLE t", ""})
    void numbersThatAreNoneAreLeftOut(String number) {
        KeyFilter filter = KeyFilter.of(Map.of("page", number, "size", number));

        assertThat(filter.address()).isEqualTo("/keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANY", "lookup", "id; DROP TABLE t", "--uses", ""})
    void wordsThatAreNoneAreLeftOut(String word) {
        KeyFilter filter = KeyFilter.of(Map.of("state", word, "kind", word, "sort", word));

        assertThat(filter.query().state()).isEqualTo(State.ANY);
        assertThat(filter.query().kind()).isEmpty();
        assertThat(filter.query().sort().column()).isEqualTo(Column.ID);
    }

    @Test
    void pagesFarBeyondTheEndDoNotOverflow() {
        assertThat(KeyFilter.of(Map.of("page", "999999", "size", "250")).query().first())
                .isPositive();
    }

    @Test
    void endlessTextsAreCut() {
        assertThat(KeyFilter.of(Map.of("q", "x".repeat(5_000))).query().text()).hasSize(500);
    }

    @Test
    void wholeKeyLeavesTheAddress() {
        KeyFilter filter = KeyFilter.of(Map.of("q", " AIzaSy-whole-key-000000000000000-123456 "));

        assertThat(filter.query().text()).isEqualTo("AIzaSy-whole-key-000000000000000-123456");
        assertThat(filter.address()).isEqualTo("/keys?q=AIzaSy...123456");
        assertThat(filter.export("csv")).isEqualTo("/keys.export?as=csv&q=AIzaSy...123456");
        assertThat(KeyFilter.of(Map.of("q", "key-of-another-form"), Pattern.compile("key-[\\w-]+"))
                        .address())
                .isEqualTo("/keys?q=key-of...r-form");
    }

    @Test
    void anotherPageIsAnotherAddress() {
        KeyFilter filter = KeyFilter.of(Map.of("q", "x"));
        filter.show(50, 25, Sort.ascending(Column.USES));

        assertThat(filter.address()).isEqualTo("/keys?q=x&sort=uses&page=3");
    }

    @Test
    void projectAndGroupStandInTheAddress() {
        KeyFilter filter = KeyFilter.of(Map.of("project", "a/b c", "tag", "team a"));

        assertThat(filter.address()).isEqualTo("/keys?project=a%2Fb+c&tag=team+a");
        assertThat(filter.query().project()).contains("a/b c");
        assertThat(filter.query().tag()).contains("team a");
        assertThat(filter.isNarrow()).isTrue();
        assertThat(filter.export("csv")).isEqualTo("/keys.export?as=csv&project=a%2Fb+c&tag=team+a");
        assertThat(KeyFilter.of(Map.of()).export("txt")).isEqualTo("/keys.export?as=txt");
    }

    @Test
    void emptyProjectMeansKeysOfNone() {
        assertThat(KeyFilter.of(Map.of("project", "")).query().project()).contains("");
        assertThat(KeyFilter.of(Map.of("tag", "")).query().tag()).isEmpty();
    }
}
