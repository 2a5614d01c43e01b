package io.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Quota;
import io.pollux.keys.StoredProject.Waiver;
import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import io.pollux.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator says of projects, on disk. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ProjectDeskIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Map<String, Map<Quota, Long>> LIMITS =
            Map.of("gemini-*", Map.of(Quota.REQUESTS_PER_DAY, 250L, Quota.INPUT_TOKENS_PER_MINUTE, 250_000L));

    @Parameter
    private TestDatabase database;

    private final ManualClock clock = ManualClock.at(NOW);
    private final List<StoredProject> heard = new ArrayList<>();
    private Storage storage;
    private ProjectDesk desk;

    @BeforeEach
    void open() {
        storage = database.open("projects");
        desk = new ProjectDesk(storage, clock);
        desk.listen(heard::addAll);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void whatIsSaidIsAnnouncedAndReadByOthers() {
        desk.limit("project:one", LIMITS, "Tier 1 since May 🌱");

        StoredProject said = new StoredProject("project:one", LIMITS, NOW, Map.of(), "Tier 1 since May 🌱");
        assertThat(heard).containsExactly(said);
        assertThat(desk.find("project:one")).isEqualTo(said);
        assertThat(new QuotaBook(storage, clock).since(NOW).projects()).containsExactly(said);
        assertThat(new QuotaBook(storage, clock).since(NOW.plusMillis(1)).projects())
                .isEmpty();
    }

    @Test
    void nothingSaidIsNothing() {
        assertThat(desk.find("project:none")).isEqualTo(StoredProject.of("project:none"));
    }

    @Test
    void limitsKeepTheirAgeWhileOnlyTheNoteChanges() {
        desk.limit("project:one", LIMITS, "");
        clock.advance(Duration.ofHours(1));
        desk.limit("project:one", LIMITS, "A note");
        assertThat(desk.find("project:one").limitedAt()).isEqualTo(NOW);

        desk.limit("project:one", Map.of(), "A note");
        assertThat(desk.find("project:one").limitedAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(desk.find("project:one").limits()).isEmpty();
    }

    @Test
    void waiversStandBesideLimitsAndGoWhenTheyAreOver() {
        desk.limit("project:one", LIMITS, "Kept");
        Instant soon = NOW.plusSeconds(30);
        Instant later = NOW.plusSeconds(3_600);
        desk.waive(Map.of("project:one", Map.of("flash", soon), "project:two", Map.of("flash", later)));
        clock.advance(Duration.ofMinutes(1));
        desk.waive(Map.of("project:one", Map.of("pro", later)));

        StoredProject one = desk.find("project:one");
        assertThat(one.waivers()).containsExactly(Map.entry("pro", new Waiver(clock.instant(), later)));
        assertThat(one.limits()).isEqualTo(LIMITS);
        assertThat(one.note()).isEqualTo("Kept");
        assertThat(desk.find("project:two").waivers()).containsEntry("flash", new Waiver(NOW, later));
    }

    @Test
    void moreLimitsThanFitAreRefused() {
        Map<String, Map<Quota, Long>> many = IntStream.range(0, 1_000)
                .boxed()
                .collect(Collectors.toMap(number -> "m" + number, number -> Map.of(Quota.REQUESTS_PER_DAY, 1L)));

        assertThatThrownBy(() -> desk.limit("project:one", many, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.limit("project:one", Map.of(), "x".repeat(1_001)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
