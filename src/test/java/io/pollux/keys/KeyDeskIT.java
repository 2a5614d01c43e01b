package io.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.Imported.Outcome;
import io.pollux.keys.KeyNote.LastFailure;
import io.pollux.keys.KeyNote.Trust;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
import io.pollux.storage.Storage;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyDeskIT {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123Z");
    private static final Pattern PATTERN = Pattern.compile("AIza[0-9A-Za-z_-]{35}|AQ\\.[0-9A-Za-z_-]{20,200}");
    private static final KeyTraits PLAIN = KeyTraits.of(KeyKind.GEMINI);
    private static final String ONE = "AIzaSyA0000000000000000000000000000001x";
    private static final String TWO = "AIzaSyB0000000000000000000000000000002y";
    private static final String THREE = "AQ.Ab8RN6JqGkX1_lz-0000000000000000000000000000000003";

    private Storage storage;
    private KeyVault vault;
    private final List<Changed> heard = new ArrayList<>();
    private KeyDesk desk;

    @Parameter
    private TestDatabase database;

    @BeforeParameterizedClassInvocation
    void open() {
        storage = database.open("keydesk");
        vault = KeyVault.open(storage, Path.of("target"), Optional.of(Secret.of("0123456789abcdef".repeat(4))));
    }

    @AfterParameterizedClassInvocation
    void close() {
        storage.close();
    }

    @BeforeEach
    void emptyTables() {
        storage.write(transaction -> {
            transaction.em().createNativeQuery("DELETE FROM t_pollux_key").executeUpdate();
            transaction
                    .em()
                    .createNativeQuery("DELETE FROM t_pollux_key_tombstone")
                    .executeUpdate();
        });
        desk = at(NOW);
        heard.clear();
        desk.listen(heard::add);
    }

    private KeyDesk at(Instant moment) {
        return new KeyDesk(storage, vault, Clock.fixed(moment, ZoneOffset.UTC));
    }

    @Test
    void keysAreFoundInAnyText() {
        String text = "key1=" + ONE + ";\n\"" + TWO + "\", again " + ONE + " and <" + THREE + "> but not AIzaShort";

        List<Imported> imported = desk.importText(text, PATTERN, PLAIN);

        assertThat(imported).extracting(Imported::outcome).containsExactly(Outcome.ADDED, Outcome.ADDED, Outcome.ADDED);
        assertThat(desk.snapshots()).extracting(key -> key.secret().reveal()).containsExactly(ONE, TWO, THREE);
        assertThat(imported.toString()).doesNotContain(ONE);
    }

    @Test
    void knownKeyIsLeftAsItIs() {
        desk.add(List.of(Secret.of(ONE)), new KeyTraits("first", KeyKind.GEMINI, Optional.empty(), ""));

        List<Imported> again =
                desk.add(secrets(ONE, TWO), new KeyTraits("second", KeyKind.VERTEX, Optional.of("project"), ""));

        assertThat(again).extracting(Imported::outcome).containsExactly(Outcome.KNOWN, Outcome.ADDED);
        assertThat(desk.snapshots()).extracting(StoredKey::label).containsExactly("first", "second 1");
        assertThat(desk.snapshots()).extracting(StoredKey::kind).containsExactly(KeyKind.GEMINI, KeyKind.VERTEX);
    }

    @Test
    void addedKeysAreAnnouncedOpenAndOnce() {
        desk.add(secrets(ONE, TWO), PLAIN);
        desk.add(secrets(ONE, TWO), PLAIN);

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).present()).extracting(StoredKey::secret).containsExactlyElementsOf(secrets(ONE, TWO));
        assertThat(heard.get(0).present()).isEqualTo(desk.snapshots());
    }

    @Test
    void deletedKeyIsNotBroughtBackByTheEnvironmentButByAPerson() {
        desk.add(secrets(ONE, TWO), PLAIN);
        long id = id(ONE);
        desk.delete(List.of(id));

        assertThat(desk.addUnseen(secrets(ONE, THREE), KeyKind.GEMINI))
                .extracting(Imported::outcome)
                .containsExactly(Outcome.STAYS_DELETED, Outcome.ADDED);
        assertThat(desk.snapshots()).extracting(key -> key.secret().reveal()).containsExactly(TWO, THREE);
        assertThat(heard.get(1)).isEqualTo(new Changed(List.of(), List.of(id)));

        assertThat(desk.importText(ONE, PATTERN, PLAIN))
                .extracting(Imported::outcome)
                .containsExactly(Outcome.RETURNED);
        desk.delete(List.of(id(ONE)));
        desk.delete(List.of(id));
        assertThat(desk.addUnseen(secrets(ONE), KeyKind.GEMINI))
                .extracting(Imported::outcome)
                .containsExactly(Outcome.STAYS_DELETED);
    }

    @Test
    void switchingOffAndOnIsAnnounced() {
        desk.add(secrets(ONE, TWO), PLAIN);

        desk.disable(List.of(id(ONE)));
        desk.enable(List.of(id(ONE)));

        assertThat(heard.get(1).present()).extracting(StoredKey::enabled).containsExactly(false);
        assertThat(heard.get(2).present()).extracting(StoredKey::enabled).containsExactly(true);
        assertThat(heard.get(2).present()).extracting(StoredKey::id).containsExactly(id(ONE));
    }

    @Test
    void describingChangesWhatAPersonSaid() {
        desk.add(secrets(ONE), PLAIN);

        desk.describe(id(ONE), new KeyTraits(" Ключ 密钥 🔑 ", KeyKind.PAID, Optional.of("prj-1"), "mine"));
        desk.describe(-1, PLAIN);

        StoredKey key = desk.snapshot(id(ONE)).orElseThrow();
        assertThat(key.label()).isEqualTo("Ключ 密钥 🔑");
        assertThat(key.kind()).isEqualTo(KeyKind.PAID);
        assertThat(key.scope()).isEqualTo("project:prj-1");
        assertThat(heard).hasSize(2);
    }

    @Test
    void theRankOfAKeyIsKeptAndNonsenseInTheTableIsReadAsTheNearestSense() {
        desk.add(secrets(ONE, TWO), new KeyTraits("", KeyKind.PAID, Optional.empty(), "", new Rank(3, 20)));
        assertThat(desk.snapshot(id(TWO)).orElseThrow().rank()).isEqualTo(new Rank(3, 20));

        desk.describe(id(ONE), new KeyTraits("", KeyKind.PAID, Optional.empty(), "", new Rank(-5, 1)));
        storage.write(transaction -> transaction
                .em()
                .createNativeQuery("update t_pollux_key set priority = 5000, weight = 0 where id = " + id(TWO))
                .executeUpdate());

        assertThat(desk.snapshot(id(ONE)).orElseThrow().rank()).isEqualTo(new Rank(-5, 1));
        assertThat(desk.snapshot(id(TWO)).orElseThrow().rank()).isEqualTo(new Rank(Rank.LAST, 1));
        assertThatThrownBy(() -> new Rank(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The weight is not a number from 1 to 1000");
    }

    @Test
    void notesAddUpAndKeepTheReason() {
        desk.add(secrets(ONE, TWO), PLAIN);
        SetAside leaked = new SetAside(Refusal.LEAKED, "Your API key was reported as leaked.", NOW);
        LastFailure failure = new LastFailure(NOW, "leaked");

        desk.record(List.of(
                new KeyNote(id(TWO), 1, Optional.of(NOW), trust(0), Optional.empty()),
                new KeyNote(id(ONE), 3, Optional.of(NOW), trust(2), Optional.empty()),
                new KeyNote(4711, 1, Optional.empty(), trust(0), Optional.empty())));
        desk.record(List.of(new KeyNote(id(ONE), 4, Optional.empty(), trust(3, leaked), Optional.of(failure))));

        ApiKey row = row(ONE);
        assertThat(row.getUses()).isEqualTo(7);
        assertThat(row.getLastUsedAt()).isEqualTo(NOW);
        assertThat(row.getFailures()).isEqualTo(3);
        assertThat(row.getLastFailure()).isEqualTo("leaked");
        assertThat(row.getLastFailureAt()).isEqualTo(NOW);
        assertThat(desk.snapshot(row.getId()).orElseThrow().setAside()).contains(leaked);
        assertThat(heard).hasSize(1);
    }

    @Test
    void noteThatSaysNothingOfTrustLeavesWhatAnotherNodeWrote() {
        desk.add(secrets(ONE), PLAIN);
        SetAside leaked = new SetAside(Refusal.LEAKED, "leaked", NOW);
        desk.record(List.of(new KeyNote(id(ONE), 1, Optional.of(NOW), trust(1, leaked), Optional.empty())));

        at(NOW.plusSeconds(5))
                .record(List.of(new KeyNote(id(ONE), 2, Optional.of(NOW), Optional.empty(), Optional.empty())));

        assertThat(row(ONE).getUses()).isEqualTo(3);
        assertThat(row(ONE).getFailures()).isEqualTo(1);
        assertThat(desk.snapshot(id(ONE)).orElseThrow().setAside()).contains(leaked);
        assertThat(desk.changedSince(NOW.plusSeconds(1)).present()).isEmpty();
    }

    @Test
    void listenersHearWhatOtherNodesDid() {
        desk.add(secrets(ONE, TWO), PLAIN);
        long two = id(TWO);
        heard.clear();
        desk.tellSince(NOW.plusSeconds(1));
        assertThat(heard).isEmpty();

        at(NOW.plusSeconds(5)).disable(List.of(id(ONE)));
        at(NOW.plusSeconds(5)).delete(List.of(two));
        desk.tellSince(NOW.plusSeconds(1));

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).present()).extracting(StoredKey::enabled).containsExactly(false);
        assertThat(heard.get(0).deleted()).containsExactly(two);
    }

    @Test
    void absolvedKeyIsTrustedAgain() {
        desk.add(secrets(ONE), PLAIN);
        SetAside denied = new SetAside(Refusal.DENIED, "no", NOW);
        desk.record(List.of(new KeyNote(id(ONE), 1, Optional.of(NOW), trust(3, denied), Optional.empty())));

        desk.absolve(List.of(id(ONE)));

        assertThat(heard.get(1).present()).extracting(StoredKey::setAside).containsExactly(Optional.empty());
        assertThat(heard.get(1).present()).extracting(StoredKey::failures).containsExactly(0);
    }

    @Test
    void otherNodesLearnOnlyWhatConcernsThem() {
        desk.add(secrets(ONE, TWO, THREE), PLAIN);
        Instant later = NOW.plusSeconds(60);
        SetAside invalid = new SetAside(Refusal.INVALID, "expired", later);
        long three = id(THREE);
        at(later)
                .record(List.of(
                        new KeyNote(id(ONE), 5, Optional.of(later), trust(1), Optional.empty()),
                        new KeyNote(id(TWO), 1, Optional.of(later), trust(0, invalid), Optional.empty())));
        at(later).delete(List.of(three));

        Changed changed = desk.changedSince(NOW.plusSeconds(30));

        assertThat(changed.present()).extracting(StoredKey::id).containsExactly(id(TWO));
        assertThat(changed.deleted()).containsExactly(three);
    }

    @Test
    void searchTakesWildcardsLiterallyAndAnyCase() {
        desk.add(secrets(ONE), new KeyTraits("100%_Sure!", KeyKind.GEMINI, Optional.of("Alpha"), ""));
        desk.add(secrets(TWO), new KeyTraits("100 percent", KeyKind.GEMINI, Optional.empty(), "bought in MAY"));
        desk.add(secrets(THREE), new KeyTraits("", KeyKind.VERTEX, Optional.empty(), ""));

        assertThat(found("100%_sure!")).containsExactly(ONE);
        assertThat(found("100")).containsExactly(ONE, TWO);
        assertThat(found("%")).containsExactly(ONE);
        assertThat(found("alPHA")).containsExactly(ONE);
        assertThat(found("may")).containsExactly(TWO);
        assertThat(found("aq.ab8")).containsExactly(THREE);
        assertThat(found(TWO)).as("a whole key").containsExactly(TWO);
        assertThat(found("' OR 1=1 --")).isEmpty();
        assertThat(found(" ")).containsExactly(ONE, TWO, THREE);
    }

    @Test
    void pagesAreFilteredSortedAndCounted() {
        desk.add(secrets(ONE, TWO), new KeyTraits("k", KeyKind.GEMINI, Optional.empty(), ""));
        desk.add(secrets(THREE), new KeyTraits("a", KeyKind.VERTEX, Optional.empty(), ""));
        desk.disable(List.of(id(TWO)));
        SetAside denied = new SetAside(Refusal.DENIED, "no", NOW);
        desk.record(List.of(new KeyNote(id(ONE), 9, Optional.of(NOW), trust(3, denied), Optional.empty())));

        assertThat(page(State.REFUSED, Optional.empty(), Sort.ascending(Column.ID))
                        .rows())
                .extracting(ApiKey::getId)
                .containsExactly(id(ONE));
        assertThat(page(State.OFF, Optional.empty(), Sort.ascending(Column.ID)).total())
                .isEqualTo(1);
        assertThat(page(State.IN_USE, Optional.of(KeyKind.GEMINI), Sort.ascending(Column.ID))
                        .total())
                .isZero();
        KeyPage page = desk.page(new KeyQuery("", State.ANY, Optional.empty(), Sort.descending(Column.LABEL), 1, 1));
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.rows()).extracting(ApiKey::getLabel).containsExactly("k 1");
        assertThat(desk.ids(new KeyQuery("", State.ANY, Optional.empty(), Sort.ascending(Column.USES), 0, 1)))
                .hasSize(3)
                .endsWith(id(ONE));
        assertThat(desk.census()).isEqualTo(new KeyCensus(1, 1, 1));
        for (Column column : Column.values()) {
            assertThat(page(State.ANY, Optional.empty(), Sort.descending(column))
                            .rows())
                    .as(column.name())
                    .hasSize(3);
        }
    }

    @Test
    void tenThousandKeysAreAddedAndLoadedInSeconds() {
        List<Secret> many = IntStream.range(0, 10_000)
                .mapToObj(i -> Secret.of("AIzaSy%033d".formatted(i)))
                .toList();

        desk.add(many, PLAIN);

        assertThat(desk.snapshots()).extracting(StoredKey::secret).containsExactlyElementsOf(many);
        assertThat(quickestLoad()).isLessThan(Duration.ofSeconds(3));

        List<Long> all = desk.ids(KeyQuery.all(0));
        desk.disable(all);
        assertThat(desk.census()).isEqualTo(new KeyCensus(0, 0, 10_000));
        desk.delete(all);
        assertThat(desk.census().total()).isZero();
        assertThat(heard.get(2).deleted()).hasSize(10_000);
    }

    @Test
    void secretsAreNotReadableInTheTable() {
        desk.add(secrets(ONE), PLAIN);

        String row = storage.read(em -> em.createNativeQuery(
                        "SELECT CONCAT(lookup, ' ', sealed, ' ', masked, ' ', label) FROM t_pollux_key")
                .getSingleResult()
                .toString());

        assertThat(row).doesNotContain(ONE.substring(6, 30)).contains("AIzaSy...00001x");
    }

    @Test
    void sealedKeyThatIsMovedToAnotherRowDoesNotOpen() {
        desk.add(secrets(ONE, TWO, THREE), PLAIN);
        String sealed = row(ONE).sealed();

        storage.write(transaction -> transaction
                .em()
                .createNativeQuery("UPDATE t_pollux_key SET sealed = ? WHERE id = ?")
                .setParameter(1, sealed)
                .setParameter(2, id(TWO))
                .executeUpdate());

        assertThat(desk.snapshots()).extracting(key -> key.secret().reveal()).containsExactly(ONE, THREE);
    }

    private static Optional<Trust> trust(int failures) {
        return Optional.of(new Trust(failures, Optional.empty()));
    }

    private static Optional<Trust> trust(int failures, SetAside setAside) {
        return Optional.of(new Trust(failures, Optional.of(setAside)));
    }

    /** Of three, because other tests may keep the machine busy. */
    private Duration quickestLoad() {
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(desk.snapshots()).hasSize(10_000);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }
        return quickest;
    }

    private static List<Secret> secrets(String... texts) {
        return List.of(texts).stream().map(Secret::of).toList();
    }

    private long id(String secret) {
        return row(secret).getId();
    }

    private ApiKey row(String secret) {
        KeyPage page = desk.page(new KeyQuery(secret, State.ANY, Optional.empty(), Sort.ascending(Column.ID), 0, 2));
        assertThat(page.rows()).hasSize(1);
        return page.rows().get(0);
    }

    private List<String> found(String text) {
        KeyPage page = desk.page(new KeyQuery(text, State.ANY, Optional.empty(), Sort.ascending(Column.ID), 0, 10));
        assertThat(page.total()).isEqualTo(page.rows().size());
        return page.rows().stream()
                .map(row -> desk.snapshot(row.getId()).orElseThrow().secret().reveal())
                .toList();
    }

    private KeyPage page(State state, Optional<KeyKind> kind, Sort sort) {
        return desk.page(new KeyQuery("", state, kind, sort, 0, 10));
    }
}
