package io.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyEvent.Kind;
import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Daily limits of keys on disk, and what counts against them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DayLimitIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant NEXT = MIDNIGHT.plus(Duration.ofDays(1));
    private static final DayLimit TEN = new DayLimit(10);

    @Parameter
    private TestDatabase database;

    private final ManualClock clock = ManualClock.at(NOW);
    private final List<Changed> heard = new ArrayList<>();
    private Storage storage;
    private KeyVault vault;
    private KeyDesk desk;
    private QuotaBook book;
    private long one;
    private long two;

    @BeforeParameterizedClassInvocation
    void open() {
        storage = database.open("daylimit");
        vault = KeyVault.open(storage, Path.of("target"), Optional.of(Secret.of("0123456789abcdef".repeat(4))));
        book = new QuotaBook(storage, clock);
    }

    @AfterParameterizedClassInvocation
    void close() {
        storage.close();
    }

    @BeforeEach
    void twoKeysOfWhichOneHasALimit() {
        storage.write(transaction -> List.of("t_pollux_key", "t_pollux_key_tombstone", "t_pollux_key_bin")
                .forEach(table -> transaction
                        .em()
                        .createNativeQuery("DELETE FROM " + table)
                        .executeUpdate()));
        clock.set(NOW);
        desk = new KeyDesk(storage, vault, clock);
        desk.add(List.of(
                key("one", KeyTraits.of(KeyKind.GEMINI).limited(TEN)), key("two", KeyTraits.of(KeyKind.GEMINI))));
        one = desk.snapshots().get(0).id();
        two = desk.snapshots().get(1).id();
        heard.clear();
        desk.listen(heard::add);
    }

    @Test
    void aLimitComesWithTheKeyAndIsChangedWithWhatIsSaidOfIt() {
        assertThat(desk.snapshots()).extracting(StoredKey::dayLimit).containsExactly(TEN, DayLimit.NONE);

        desk.describe(two, new KeyTraits("named", KeyKind.GEMINI, Optional.empty(), "").limited(new DayLimit(3)));

        assertThat(row(two).getDayLimit()).isEqualTo(new DayLimit(3));
        assertThat(heard.get(0).present())
                .extracting(StoredKey::dayLimit)
                .as("announced")
                .containsExactly(new DayLimit(3));
    }

    @Test
    void manyAreLimitedAtOnceAndTheirHistorySaysSo() {
        desk.limit(List.of(one, two), TEN);
        clock.advance(Duration.ofSeconds(1));
        desk.limit(List.of(one, two), DayLimit.NONE);

        assertThat(desk.snapshots()).extracting(StoredKey::dayLimit).containsOnly(DayLimit.NONE);
        assertThat(heard).hasSize(2).allSatisfy(changed -> assertThat(changed.present())
                .hasSize(2));
        assertThat(desk.catalogue().history(two))
                .extracting(KeyEvent::kind, KeyEvent::reason)
                .containsExactly(tuple(Kind.UNLIMITED, ""), tuple(Kind.LIMITED, "10"));
        assertThat(desk.catalogue().history(one))
                .as("it had that limit already")
                .extracting(KeyEvent::kind)
                .containsExactly(Kind.UNLIMITED);
    }

    @Test
    void countsOfAllNodesAddUpAndOnlyThoseOfLimitedKeysAreNews() {
        record(one, MIDNIGHT, 3);
        clock.advance(Duration.ofSeconds(60));
        record(one, MIDNIGHT, 4);
        record(two, MIDNIGHT, 9);
        record(one, MIDNIGHT, -1);

        assertThat(book.since(Instant.EPOCH).calls()).containsExactly(new StoredCalls(one, MIDNIGHT, 6));
        assertThat(book.since(NOW.plusSeconds(30)).calls()).hasSize(1);
        assertThat(book.since(NOW.plusSeconds(90)).calls()).isEmpty();
        assertThat(row(two).callsToday(clock.instant())).isEqualTo(9);
        assertThat(row(one).getUses()).isEqualTo(3);
    }

    @Test
    void aNewDayBeginsAnewAndLateNewsOfTheOldOneIsDropped() {
        record(one, MIDNIGHT, 7);
        clock.set(MIDNIGHT);
        assertThat(row(one).callsToday(clock.instant())).isZero();
        assertThat(book.since(Instant.EPOCH).calls()).isEmpty();

        record(one, NEXT, 2);
        record(one, MIDNIGHT, 5);
        record(one, NEXT, 1);
        desk.record(List.of(new KeyNote(one, 0, Optional.empty(), Optional.empty(), Optional.empty())));

        assertThat(book.since(Instant.EPOCH).calls()).containsExactly(new StoredCalls(one, NEXT, 3));
        assertThat(row(one).callsToday(clock.instant())).isEqualTo(3);
    }

    @Test
    void aLimitThatComesLaterBringsTheCountOfTheDayWithIt() {
        record(two, MIDNIGHT, 5);
        assertThat(book.since(Instant.EPOCH).calls()).isEmpty();

        clock.advance(Duration.ofSeconds(60));
        desk.limit(List.of(two), TEN);

        assertThat(book.since(NOW.plusSeconds(30)).calls()).containsExactly(new StoredCalls(two, MIDNIGHT, 5));
    }

    @Test
    void aKeyThatIsBroughtBackHasItsLimitAndItsCount() {
        record(one, MIDNIGHT, 8);
        desk.delete(List.of(one));
        clock.advance(Duration.ofSeconds(60));
        desk.restore(List.of(one));

        assertThat(row(one).getDayLimit()).isEqualTo(TEN);
        assertThat(book.since(NOW.plusSeconds(30)).calls()).containsExactly(new StoredCalls(one, MIDNIGHT, 8));
    }

    @Test
    void projectsKnowWhatTheirKeysServedAndMay() {
        desk.assign(List.of(one), "p");
        record(one, MIDNIGHT, 10);
        record(two, MIDNIGHT, 4);
        desk.add(List.of(
                key("three", new KeyTraits("", KeyKind.GEMINI, Optional.of("p"), "").limited(new DayLimit(5)))));

        Map<String, ProjectDay> days = desk.catalogue().days(clock.instant());

        assertThat(days)
                .isEqualTo(Map.of("p", new ProjectDay(10, 2, 15, 1), KeyQuery.NO_PROJECT, new ProjectDay(4, 0, 0, 0)));
        assertThat(days.get("p").averageLimit()).isEqualTo(OptionalLong.of(8));
        assertThat(days.get(KeyQuery.NO_PROJECT).averageLimit()).isEmpty();
        assertThat(desk.catalogue().days(MIDNIGHT).get("p")).isEqualTo(new ProjectDay(0, 2, 15, 0));
    }

    private void record(long id, Instant dayEnds, long calls) {
        desk.record(List.of(new KeyNote(
                id,
                1,
                Optional.of(clock.instant()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new KeyNote.Day(dayEnds, calls)))));
    }

    private ApiKey row(long id) {
        return desk.find(id).orElseThrow();
    }

    private static NewKey key(String words, KeyTraits traits) {
        return new NewKey(Secret.of("AIzaSyDayLimit-" + words + "-000000000000000000"), traits, NewKey.Use.AT_ONCE);
    }
}
