package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.keys.ApiKey;
import io.pollux.keys.DayLimit;
import io.pollux.keys.SetAside;
import io.pollux.pool.Cooldown;
import io.pollux.pool.Cooldown.Provenance;
import io.pollux.pool.KeyView;
import io.pollux.pool.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRowTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void poolKnowsBetterThanTheTable() {
        KeyView view = new KeyView(
                7,
                Standing.SET_ASIDE,
                3,
                Optional.of(new SetAside(Refusal.LEAKED, "reported as leaked", NOW)),
                Map.of(),
                Optional.of(NOW),
                Optional.empty(),
                0,
                Optional.empty());
        KeyRow row = new KeyRow(new Stored(), Optional.of(view), Optional.empty());

        assertThat(row.standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(row.tone()).isEqualTo("bad");
        assertThat(row.refusal()).isEqualTo("refusal.LEAKED");
        assertThat(row.reason()).isEqualTo("reported as leaked");
        assertThat(row.failures()).isEqualTo(3);
        assertThat(row.lastUsed()).isEqualTo(NOW);
        assertThat(row.unexplained()).as("said already").isNull();
    }

    @Test
    void tableStandsInUntilThePoolHasHeard() {
        Stored stored = new Stored();
        stored.refusal = Refusal.INVALID;
        KeyRow row = new KeyRow(stored, Optional.empty(), Optional.empty());

        assertThat(row.standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(row.refusal()).isEqualTo("refusal.INVALID");
        assertThat(row.reason()).isEqualTo("from the table");
        assertThat(row.failures()).isEqualTo(1);
        assertThat(row.lastUsed()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void switchedOffIsOffWhateverElseItIs() {
        Stored stored = new Stored();
        stored.enabled = false;
        stored.refusal = Refusal.INVALID;

        assertThat(new KeyRow(stored, Optional.empty(), Optional.empty()).tone())
                .isEqualTo("off");
    }

    @Test
    void whatIsReadyFirstStandsInFrontAndManyAreCounted() {
        Map<String, Cooldown> cooldowns = new HashMap<>();
        for (int number = 5; number > 0; number--) {
            cooldowns.put("model-" + number, new Cooldown(NOW.plusSeconds(number * 60L), "quota", Provenance.GUESSED));
        }
        KeyView view = view(Standing.READY, 0, cooldowns, 0, Optional.empty());
        KeyRow row = new KeyRow(new Stored(), Optional.of(view), Optional.empty());

        assertThat(row.cooling()).extracting(Cooling::model).containsExactly("model-1", "model-2", "model-3");
        assertThat(row.moreCooling()).isEqualTo(2);
        assertThat(row.cooling().get(0).provenance()).isEqualTo(Provenance.GUESSED);
        assertThat(row.unexplained()).isNull();
    }

    @Test
    void failureThatNoStateExplainsIsTold() {
        KeyView view = view(Standing.READY, 1, Map.of(), 0, Optional.empty());

        assertThat(new KeyRow(new Stored(), Optional.of(view), Optional.empty()).unexplained())
                .isEqualTo("what Google said");
    }

    @Test
    void keyAtItsDailyLimitWaitsForTheDayToEnd() {
        Stored stored = new Stored();
        assertThat(new KeyRow(stored, Optional.empty(), Optional.empty()).ration())
                .isNull();
        stored.limit = new DayLimit(40);
        KeyView view = view(Standing.AT_LIMIT, 0, Map.of(), 40, Optional.of(NOW));
        KeyRow row = new KeyRow(stored, Optional.of(view), Optional.empty());

        assertThat(row.tone()).isEqualTo("wait");
        assertThat(row.limitedUntil()).isEqualTo(NOW);
        assertThat(row.ration().percent()).isEqualTo(100);
        assertThat(row.ration().used()).isEqualTo(40);
        assertThat(row.ration().most()).isEqualTo(40);
    }

    private static KeyView view(
            Standing standing,
            int failures,
            Map<String, Cooldown> cooldowns,
            long callsToday,
            Optional<Instant> limitedUntil) {
        return new KeyView(
                7,
                standing,
                failures,
                Optional.empty(),
                cooldowns,
                Optional.empty(),
                Optional.empty(),
                callsToday,
                limitedUntil);
    }

    /** A row of the table without a table. */
    private static final class Stored extends ApiKey {
        private boolean enabled = true;
        private Refusal refusal;
        private DayLimit limit = DayLimit.NONE;

        @Override
        public DayLimit getDayLimit() {
            return limit;
        }

        @Override
        public long getId() {
            return 7;
        }

        @Override
        public boolean isEnabled() {
            return enabled;
        }

        @Override
        public Refusal getRefusal() {
            return refusal;
        }

        @Override
        public String getRefusalReason() {
            return "from the table";
        }

        @Override
        public int getFailures() {
            return 1;
        }

        @Override
        public Instant getLastUsedAt() {
            return NOW.minusSeconds(60);
        }

        @Override
        public String getLastFailure() {
            return "what Google said";
        }
    }
}
