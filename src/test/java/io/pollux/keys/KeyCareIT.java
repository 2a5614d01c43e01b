package io.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.Imported.Outcome;
import io.pollux.keys.KeyEvent.Kind;
import io.pollux.keys.KeyNote.Trust;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does with keys that are there: groups, undo, history, and what is previewed. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyCareIT {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123Z");

    private Storage storage;
    private KeyVault vault;
    private final List<Changed> heard = new ArrayList<>();
    private ManualClock clock;
    private KeyDesk desk;

    @Parameter
    private TestDatabase database;

    @BeforeParameterizedClassInvocation
    void open() {
        storage = database.open("keycare");
        vault = KeyVault.open(storage, Path.of("target"), Optional.of(Secret.of("0123456789abcdef".repeat(4))));
    }

    @AfterParameterizedClassInvocation
    void close() {
        storage.close();
    }

    @BeforeEach
    void emptyTables() {
        storage.write(transaction -> List.of(
                        "t_pollux_key",
                        "t_pollux_key_tombstone",
                        "t_pollux_key_bin",
                        "t_pollux_key_event",
                        "t_pollux_cooldown")
                .forEach(table -> transaction
                        .em()
                        .createNativeQuery("DELETE FROM " + table)
                        .executeUpdate()));
        clock = ManualClock.at(NOW);
        desk = new KeyDesk(storage, vault, clock);
        heard.clear();
        desk.listen(heard::add);
    }

    @Test
    void previewSaysWhatWouldBecomeOfKeysAndStoresNothing() {
        add("known", "deleted");
        desk.delete(List.of(id("deleted")));
        heard.clear();

        List<Imported> preview =
                desk.preview(List.of(secret("known"), secret("new"), secret("deleted"), secret("new")));

        assertThat(preview)
                .extracting(Imported::outcome)
                .containsExactly(Outcome.KNOWN, Outcome.ADDED, Outcome.RETURNED);
        assertThat(preview.toString()).doesNotContain(secret("new").reveal());
        assertThat(desk.census().total()).isEqualTo(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void keysWithTraitsOfTheirOwnKeepThem() {
        KeyTraits traits = new KeyTraits(
                "Ada", KeyKind.PAID, Optional.of("p"), "note", new Rank(3, 7), Tags.of("team b, team a, team b"));

        desk.add(List.of(new NewKey(secret("own"), traits, NewKey.Use.LATER), at("other", "x")));

        ApiKey key = desk.find(id("own")).orElseThrow();
        assertThat(key.getLabel()).isEqualTo("Ada");
        assertThat(key.getTags().words()).containsExactly("team a", "team b");
        assertThat(key.isEnabled()).isFalse();
        assertThat(key.getWeight()).isEqualTo(7);
        assertThat(desk.find(id("other")).orElseThrow().isEnabled()).isTrue();
    }

    @Test
    void groupsAreFoundByTheWholeWord() {
        desk.add(List.of(at("one", "team"), at("two", "team a"), at("three", "te_m")));

        assertThat(tagged("team")).containsExactly(id("one"));
        assertThat(tagged("te_m")).containsExactly(id("three"));
        assertThat(desk.catalogue().tags()).containsExactly("te_m", "team", "team a");
    }

    @Test
    void manyAreGroupedAtOnceAndKeepTheirOtherGroups() {
        desk.add(List.of(at("one", "old, stays"), at("two", "")));

        desk.tag(ids("one", "two"), Tags.of("new"), Tags.of("old"));

        assertThat(desk.find(id("one")).orElseThrow().getTags().words()).containsExactly("new", "stays");
        assertThat(desk.find(id("two")).orElseThrow().getTags().words()).containsExactly("new");
    }

    @Test
    void tooManyGroupsChangeNothing() {
        String full = String.join(
                ",", IntStream.range(0, Tags.MOST).mapToObj(n -> "g" + n).toList());
        desk.add(List.of(at("full", full), at("empty", "")));

        assertThatThrownBy(() -> desk.tag(ids("empty", "full"), Tags.of("more"), Tags.NONE))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(desk.find(id("empty")).orElseThrow().getTags()).isEqualTo(Tags.NONE);
    }

    @Test
    void projectsAreCountedByTheStateOfTheirKeys() {
        desk.add(List.of(project("a1", "alpha"), project("a2", "alpha"), project("b", "Beta"), at("none", "")));
        desk.disable(ids("a1"));
        refuse("a2", Refusal.LEAKED);

        ProjectPage page = desk.catalogue().projects(new ProjectQuery("", ProjectQuery.Sort.NAME, 0, 10));

        assertThat(page.total()).isEqualTo(2);
        assertThat(page.rows()).extracting(ProjectLine::name).containsExactly("alpha", "Beta");
        assertThat(page.rows().get(0).off()).isEqualTo(1);
        assertThat(page.rows().get(0).refused()).isEqualTo(1);
        assertThat(page.rows().get(0).inUse()).isZero();
        assertThat(desk.catalogue()
                        .projects(new ProjectQuery("BET", ProjectQuery.Sort.USES, 0, 10))
                        .rows())
                .extracting(ProjectLine::keys)
                .containsExactly(1L);
        assertThat(desk.ids(new KeyQuery(
                        "",
                        State.ANY,
                        Optional.empty(),
                        Optional.of(KeyQuery.NO_PROJECT),
                        Optional.empty(),
                        Sort.ascending(Column.ID),
                        0,
                        10)))
                .containsExactly(id("none"));
    }

    @Test
    void worriesAreCountedByWhatGoogleSaysAndFoundByIt() {
        add("leaked", "wrong", "failing", "off", "good");
        refuse("leaked", Refusal.LEAKED);
        refuse("wrong", Refusal.INVALID);
        refuse("off", Refusal.LEAKED);
        desk.disable(ids("off"));
        note("failing", new Trust(2, Optional.empty()));

        KeyWorries worries = desk.catalogue().standings().worries();

        assertThat(worries.refused()).isEqualTo(Map.of(Refusal.LEAKED, 1L, Refusal.INVALID, 1L));
        assertThat(worries.failing()).isEqualTo(1);
        assertThat(desk.ids(states(State.of(Refusal.LEAKED)))).containsExactly(id("leaked"));
        assertThat(desk.ids(states(State.FAILING))).containsExactly(id("failing"));
    }

    @Test
    void whatWasDeletedTogetherComesBackTogetherAsItWas() {
        desk.add(List.of(at("one", "team"), at("two", ""), at("three", "")));
        refuse("one", Refusal.INVALID);
        List<Long> ids = ids("one", "two");
        long one = id("one");
        desk.delete(ids.subList(0, 1), NOW);
        clock.advance(Duration.ofSeconds(3));
        desk.delete(ids.subList(1, 2), NOW);
        heard.clear();

        assertThat(desk.catalogue().discarded(5)).containsExactly(new Discarded(NOW, 2));
        desk.restore(desk.discarded(NOW));

        ApiKey back = desk.find(one).orElseThrow();
        assertThat(back.getTags().words()).containsExactly("team");
        assertThat(back.getRefusal()).isEqualTo(Refusal.INVALID);
        assertThat(desk.snapshot(one).orElseThrow().secret()).isEqualTo(secret("one"));
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).present()).extracting(StoredKey::id).containsExactlyElementsOf(ids);
        assertThat(desk.catalogue().discarded(5)).isEmpty();
        assertThat(desk.addUnseen(List.of(secret("one")), KeyKind.GEMINI))
                .extracting(Imported::outcome)
                .as("its tombstone is gone")
                .containsExactly(Outcome.KNOWN);
        assertThat(kinds(one)).startsWith(Kind.RETURNED, Kind.DELETED);
    }

    @Test
    void whatSomebodyHasAddedAnewIsNotBroughtBackTwice() {
        add("again");
        desk.delete(ids("again"));
        add("again");

        assertThat(desk.catalogue().discarded(5)).isEmpty();
        desk.restore(List.of(1L, 2L, 3L));
        assertThat(desk.census().total()).isEqualTo(1);
    }

    @Test
    void deletedKeysAreForgottenAfterAWhile() {
        add("gone");
        long id = id("gone");
        desk.delete(List.of(id));

        clock.advance(KeyDesk.KEPT.minusSeconds(1));
        desk.tidy();
        assertThat(desk.catalogue().discarded(5)).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        desk.tidy();
        assertThat(desk.catalogue().discarded(5)).isEmpty();
        assertThat(desk.catalogue().history(id)).isEmpty();
        assertThat(desk.addUnseen(List.of(secret("gone")), KeyKind.GEMINI))
                .extracting(Imported::outcome)
                .containsExactly(Outcome.STAYS_DELETED);
    }

    @Test
    void historyTellsWhatChangedAndNotWhatDidNot() {
        add("key");
        long id = id("key");
        desk.enable(List.of(id));
        desk.disable(List.of(id));
        clock.advance(Duration.ofMinutes(1));
        desk.disable(List.of(id));
        desk.enable(List.of(id));
        clock.advance(Duration.ofMinutes(1));
        refuse("key", Refusal.SUSPENDED);
        refuse("key", Refusal.SUSPENDED);
        clock.advance(Duration.ofMinutes(1));
        note("key", new Trust(0, Optional.empty()));
        note("key", new Trust(1, Optional.empty()));
        clock.advance(Duration.ofMinutes(1));
        desk.absolve(List.of(id));

        assertThat(kinds(id)).containsExactly(Kind.FORGIVEN, Kind.RESTORED, Kind.REFUSED, Kind.ENABLED, Kind.DISABLED);
        assertThat(desk.catalogue().history(id).get(2).reason()).isEqualTo("SUSPENDED: words of Google");
    }

    @Test
    void longBenchesOfTheProjectAreInTheHistoryOfItsKeys() {
        desk.add(List.of(project("key", "shop")));
        long id = id("key");
        CooldownShelf shelf = new CooldownShelf(storage, clock);
        Instant tomorrow = NOW.plus(Duration.ofHours(9));

        shelf.save(
                List.of(
                        new StoredCooldown("project:shop", "short", NOW.plusSeconds(60), "minute", "STATED"),
                        new StoredCooldown("project:shop", "gemini-2.5-pro", tomorrow, "day", "STATED"),
                        new StoredCooldown("project:other", "gemini-2.5-pro", tomorrow, "day", "STATED")),
                List.of());

        assertThat(desk.catalogue().history(id))
                .containsExactly(new KeyEvent(NOW, Kind.BENCHED, "day", "gemini-2.5-pro", Optional.of(tomorrow)));
    }

    @Test
    void benchThatIsLiftedBeforeItsTimeIsInTheHistoryToo() {
        desk.add(List.of(project("key", "shop")));
        CooldownShelf shelf = new CooldownShelf(storage, clock);
        Instant tomorrow = NOW.plus(Duration.ofHours(9));
        StoredCooldown bench = new StoredCooldown("project:shop", "*", tomorrow, "day", "STATED");
        shelf.save(List.of(bench), List.of());
        clock.advance(Duration.ofMinutes(1));

        shelf.save(List.of(), List.of(bench.name(), new StoredCooldown.Name("project:shop", "other")));
        shelf.save(List.of(), List.of(bench.name()));

        assertThat(kinds(id("key"))).containsExactly(Kind.LIFTED, Kind.BENCHED);
    }

    @Test
    void walkMeetsEveryKeyOnceInTheOrderInWhichTheyWereAdded() {
        List<Secret> keys = IntStream.range(0, 2_001)
                .mapToObj(number -> Secret.of("walked-key-number-%06d-%06d".formatted(number, number)))
                .toList();
        desk.add(keys, KeyTraits.of(KeyKind.GEMINI));
        List<Long> ids = desk.ids(KeyQuery.all(Integer.MAX_VALUE));
        desk.disable(ids.subList(0, 1_001));
        KeyQuery off = new KeyQuery("", State.OFF, Optional.empty(), Sort.descending(Column.MASKED), 7, 1);

        assertThat(desk.catalogue().walk(KeyQuery.all(1)).map(ApiKey::getId)).containsExactlyElementsOf(ids);
        assertThat(desk.catalogue().walk(off).map(ApiKey::getId)).containsExactlyElementsOf(ids.subList(0, 1_001));
        List<Long> met = new ArrayList<>();
        desk.catalogue().walk(KeyQuery.all(1)).forEach(key -> {
            if (met.isEmpty()) {
                desk.delete(ids.subList(1_000, 1_500));
            }
            met.add(key.getId());
        });
        assertThat(met).isSorted().doesNotHaveDuplicates().hasSize(1_501);
    }

    @Test
    void keysAreFoundByWhatTheyAreAndByHowTheyAreMasked() {
        Secret one = Secret.of("alike-one-000000000000-abcdef");
        Secret two = Secret.of("alike-two-000000000000-abcdef");
        Secret other = Secret.of("other-one-000000000000-abcdef");
        desk.add(List.of(one, two, other), KeyTraits.of(KeyKind.GEMINI));

        assertThat(desk.catalogue().whole(List.of(two, Secret.of("nobody's key at all"))))
                .hasSize(1)
                .hasEntrySatisfying(two, row -> assertThat(row.getMasked()).isEqualTo(two.masked()));
        assertThat(desk.catalogue().masked(List.of(one.masked(), "nobody"))).hasSize(2);
        assertThat(desk.catalogue().alike()).containsExactly(one.masked());
    }

    @Test
    void historyIsBounded() {
        add("flapping");
        List<Long> ids = ids("flapping");
        for (int i = 0; i < KeyHistory.KEPT; i++) {
            clock.advance(Duration.ofSeconds(1));
            desk.disable(ids);
            desk.enable(ids);
        }
        desk.tidy();

        assertThat(rows("t_pollux_key_event")).isEqualTo(KeyHistory.KEPT);
        assertThat(desk.catalogue().history(ids.get(0)).get(0).at()).isEqualTo(clock.instant());
    }

    private long rows(String table) {
        return storage.read(em ->
                ((Number) em.createNativeQuery("SELECT COUNT(*) FROM " + table).getSingleResult()).longValue());
    }

    private List<Kind> kinds(long id) {
        return desk.catalogue().history(id).stream().map(KeyEvent::kind).toList();
    }

    private void add(String... names) {
        for (String name : names) {
            desk.add(List.of(secret(name)), KeyTraits.of(KeyKind.GEMINI));
        }
    }

    private static NewKey at(String name, String tags) {
        return new NewKey(
                secret(name),
                new KeyTraits("", KeyKind.GEMINI, Optional.empty(), "", Rank.USUAL, Tags.of(tags)),
                NewKey.Use.AT_ONCE);
    }

    private static NewKey project(String name, String project) {
        return new NewKey(
                secret(name), new KeyTraits("", KeyKind.GEMINI, Optional.of(project), ""), NewKey.Use.AT_ONCE);
    }

    private void refuse(String name, Refusal refusal) {
        note(name, new Trust(1, Optional.of(new SetAside(refusal, "words of Google", clock.instant()))));
    }

    private void note(String name, Trust trust) {
        desk.record(List.of(new KeyNote(id(name), 0, Optional.empty(), Optional.of(trust), Optional.empty())));
    }

    private List<Long> tagged(String word) {
        return desk.ids(new KeyQuery(
                "",
                State.ANY,
                Optional.empty(),
                Optional.empty(),
                Optional.of(word),
                Sort.ascending(Column.ID),
                0,
                10));
    }

    private static KeyQuery states(State state) {
        return new KeyQuery("", state, Optional.empty(), Sort.ascending(Column.ID), 0, 10);
    }

    private List<Long> ids(String... names) {
        return List.of(names).stream().map(this::id).toList();
    }

    private long id(String name) {
        return desk.ids(new KeyQuery(
                        secret(name).reveal(), State.ANY, Optional.empty(), Sort.ascending(Column.ID), 0, 1))
                .get(0);
    }

    private static Secret secret(String name) {
        return Secret.of("AIzaSy-" + name + "-" + "0".repeat(31 - name.length()));
    }
}
