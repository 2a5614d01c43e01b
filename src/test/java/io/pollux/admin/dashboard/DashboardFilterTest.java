package io.pollux.admin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.journal.tally.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardFilterTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");

    @Test
    void emptyAddressIsTheLastDayOfEverybody() {
        DashboardFilter filter = DashboardFilter.of(Map.of());

        assertThat(filter.getAddress()).isEqualTo("/dashboard");
        assertThat(filter.getSpan()).isEqualTo(Span.DAY);
        assertThat(filter.dimension()).isEqualTo(Dimension.ALL);
        assertThat(filter.subject()).isEmpty();
        assertThat(filter.from(NOW)).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(filter.until(NOW)).isEqualTo(NOW);
    }

    @Test
    void whatTheAddressSaysComesBackInIt() {
        DashboardFilter filter = DashboardFilter.of(Map.of("span", "week", "of", "project:project:Ä&B"));

        assertThat(filter.dimension()).isEqualTo(Dimension.PROJECT);
        assertThat(filter.subject()).isEqualTo("project:Ä&B");
        assertThat(filter.getAddress()).isEqualTo("/dashboard?span=week&of=project%3Aproject%3A%C3%84%26B");
        assertThat(filter.download("errors"))
                .startsWith("/dashboard.csv?span=week&of=")
                .endsWith("&chart=errors");
    }

    @Test
    void whatCannotBeRightIsLeftOut() {
        DashboardFilter filter = DashboardFilter.of(
                Map.of("span", "year", "of", "nobody:x", "from", "yesterday", "until", "2026-13-01T00:00", "x", "y"));

        assertThat(filter.getAddress()).isEqualTo("/dashboard");
        assertThat(DashboardFilter.of(Map.of("of", "model:")).getAddress()).isEqualTo("/dashboard");
        assertThat(DashboardFilter.of(Map.of("of", "all")).getAddress()).isEqualTo("/dashboard");
        assertThat(DashboardFilter.of(Map.of("of", "all:x")).getAddress()).isEqualTo("/dashboard");
    }

    @Test
    void ownTimesAreKeptWithinReason() {
        DashboardFilter filter = DashboardFilter.of(Map.of("from", "2026-03-01T00:00", "until", "2026-03-02T12:00"));

        assertThat(filter.getSpan()).isEqualTo(Span.CUSTOM);
        assertThat(filter.from(NOW)).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(filter.until(NOW)).isEqualTo(Instant.parse("2026-03-02T12:00:00Z"));

        DashboardFilter endless = DashboardFilter.of(Map.of("from", "1970-01-01T00:00", "until", "2999-01-01T00:00"));
        assertThat(endless.from(NOW)).isEqualTo(NOW.minus(Duration.ofDays(400)));
        assertThat(endless.until(NOW)).isEqualTo(NOW);

        DashboardFilter backwards = DashboardFilter.of(Map.of("from", "2026-03-02T00:00", "until", "2026-03-01T00:00"));
        assertThat(backwards.from(NOW)).isBefore(backwards.until(NOW));
    }
}
