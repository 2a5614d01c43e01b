package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Quota;
import io.pollux.pool.ProjectView;
import io.pollux.pool.QuotaView;
import io.pollux.pool.QuotaView.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaugeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 250, 0, good",
        "1, 1000, 1, good",
        "199, 250, 79, good",
        "200, 250, 80, wait",
        "249, 250, 99, wait",
        "250, 250, 100, bad",
        "300, 250, 100, bad",
        "9000000000, 10000000000, 90, wait"
    })
    void barIsAsFullAsTheQuota(long used, long most, int percent, String tone) {
        Gauge gauge = new Gauge(Quota.REQUESTS_PER_DAY, used, most, Source.OPERATOR);

        assertThat(gauge.percent()).isEqualTo(percent);
        assertThat(gauge.tone()).isEqualTo(tone);
        assertThat(gauge.limited()).isTrue();
    }

    @Test
    void withoutALimitThereIsNoBar() {
        assertThat(new Gauge(Quota.REQUESTS_PER_DAY, 7, null, null).limited()).isFalse();
        assertThat(new Gauge(Quota.REQUESTS_PER_DAY, 7, null, null).percent()).isZero();
    }

    @Test
    void fullestModelComesFirstAndUnusedOnesWithoutLimitsStayAway() {
        Map<String, QuotaView> quotas = new LinkedHashMap<>();
        quotas.put("never", use(0, Map.of()));
        quotas.put("much", use(500, Map.of()));
        quotas.put("limited", use(0, Map.of(Quota.REQUESTS_PER_DAY, 10L)));
        quotas.put("full", use(9, Map.of(Quota.REQUESTS_PER_DAY, 10L)));

        assertThat(ModelUse.of(new ProjectView("key:1", 1, Map.of(), quotas)))
                .extracting(ModelUse::model)
                .containsExactly("full", "much", "limited");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "250000, 250K", "1299999, 1.2M", "999999, 999.9K"})
    void longNumbersAreToldBrieflyAndNeverRoundedUp(long number, String words) {
        assertThat(Figures.brief(number, Locale.ENGLISH)).isEqualTo(words);
    }

    @Test
    void benchLastsAsLongAsItsUnitSays() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");

        assertThat(BenchForm.Unit.MINUTES.end(now, 90)).isEqualTo("2026-11-21T13:30:00Z");
        assertThat(BenchForm.Unit.HOURS.end(now, 2)).isEqualTo("2026-11-21T14:00:00Z");
        assertThat(BenchForm.Unit.DAYS.end(now, 30)).isEqualTo("2026-12-21T12:00:00Z");
        assertThat(BenchForm.Unit.GOOGLES_DAY.end(now, 30)).isEqualTo("2026-11-22T08:00:00Z");
    }

    @Test
    void limitsAreReadAsPeopleTypeThem() {
        LimitLine line = LimitLine.of("gemini-*", Map.of(Quota.REQUESTS_PER_DAY, 250L));
        line.setTpm("1,000 000");
        line.setRpm(" ");

        assertThat(line.name()).isEqualTo("gemini-*");
        assertThat(line.limits())
                .isEqualTo(Map.of(Quota.REQUESTS_PER_DAY, 250L, Quota.INPUT_TOKENS_PER_MINUTE, 1_000_000L));
        assertThat(new LimitLine().empty()).isTrue();
    }

    private static QuotaView use(long requests, Map<Quota, Long> ceilings) {
        Map<Quota, Source> sources = ceilings.isEmpty() ? Map.of() : Map.of(Quota.REQUESTS_PER_DAY, Source.OPERATOR);
        return new QuotaView(0, 0, requests, 0, 0, ceilings, sources);
    }
}
