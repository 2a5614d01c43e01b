package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.KeyVault;
import io.pollux.keys.Tags;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Standing;
import io.pollux.settings.Settings;
import io.pollux.storage.Storage;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;

/** The lazy table over a real desk and a real pool. */
class KeyTableIT {
    private static final int KEYS = 60;
    private static final OfficeDoor DOOR = new OfficeDoor();

    private static Storage storage;

    private final List<String> shown = new ArrayList<>();

    @BeforeAll
    static void fill() {
        Clock clock = Clock.systemUTC();
        storage = TestDatabase.H2.open("keytable");
        KeyVault vault =
                KeyVault.open(storage, Path.of("target"), Optional.of(Secret.of("0123456789abcdef".repeat(4))));
        KeyDesk desk = new KeyDesk(storage, vault, clock);
        KeyPool pool = new KeyPool(Settings::defaults, clock);
        desk.listen(pool::apply);
        List<Secret> secrets = IntStream.range(0, KEYS)
                .mapToObj(number -> Secret.of("AIzaSy%033d".formatted(number)))
                .toList();
        desk.add(secrets, new KeyTraits("key", KeyKind.GEMINI, Optional.empty(), ""));
        DOOR.open(new Office(
                desk,
                null,
                pool.desk(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Settings::defaults,
                null,
                null,
                null,
                null,
                null,
                clock));
    }

    @AfterAll
    static void close() {
        storage.close();
    }

    @Test
    void pageIsFetchedAndItsAddressTold() {
        KeyTable table = table(Map.of());

        assertThat(table.count(Map.of())).isEqualTo(KEYS);
        assertThat(table.load(25, 25, Map.of(), Map.of())).hasSize(25).allSatisfy(row -> {
            assertThat(row.standing()).isEqualTo(Standing.READY);
            assertThat(row.view()).isPresent();
            assertThat(row.toString()).doesNotContain("AIzaSy0000000000");
        });
        assertThat(shown).containsExactly("/keys?page=2");
    }

    @Test
    void headOfTheTableSaysTheOrder() {
        KeyTable table = table(Map.of());
        SortMeta byLabel =
                SortMeta.builder().field("LABEL").order(SortOrder.DESCENDING).build();

        assertThat(table.load(0, 25, Map.of("label", byLabel), Map.of()).get(0).label())
                .isEqualTo("key 9");
        assertThat(shown).containsExactly("/keys?sort=-label");
        assertThat(table.getOrder()).extracting(SortMeta::getField).containsExactly("LABEL");
    }

    @Test
    void ticksOutliveTheirPageAndMayMeanEverything() {
        KeyTable table = table(Map.of("q", "key 1"));
        KeyRow first = table.load(0, 25, Map.of(), Map.of()).get(0);
        table.load(5, 25, Map.of(), Map.of());
        table.setSelected(new ArrayList<>(List.of(table.getRowData(table.getRowKey(first)))));

        assertThat(table.selectedIds()).containsExactly(first.id());

        table.setEverything(true);
        assertThat(table.selectedIds()).as("key 1 and key 10 to key 19").hasSize(11);

        table.deselect();
        assertThat(table.selectedIds()).isEmpty();
        assertThat(table.isEverything()).isFalse();
    }

    @Test
    void keyThatWasNeverShownCannotBeTicked() {
        assertThat(table(Map.of()).getRowData("1")).isNull();
    }

    @Test
    void wildcardsOfTheDatabaseAreOrdinaryCharacters() {
        assertThat(table(Map.of("q", "%")).count(Map.of())).isZero();
        assertThat(table(Map.of("q", "' OR '1'='1")).count(Map.of())).isZero();
    }

    @Test
    void labelsThatDoNotFitMoveNothing() {
        Office office = DOOR.office().orElseThrow();
        List<Long> ids = List.of(
                office.keys().ids(KeyFilter.of(Map.of("q", "key 60")).query()).get(0));
        office.keys().tag(ids, Tags.of("a,b,c,d,e,f,g,h,i,j,k,l"), Tags.NONE);
        KeyMany many = new KeyMany(1);
        many.setMove(true);
        many.setProject("elsewhere");
        many.setAdded("m");

        assertThatIllegalArgumentException().isThrownBy(() -> many.change(office, ids, Instant.EPOCH));
        assertThat(office.keys().find(ids.get(0)).orElseThrow().getProject()).isNull();
    }

    @Test
    void numbersAboveTheTableCountTheTable() {
        Office office = DOOR.office().orElseThrow();
        assertThat(KeyCounts.of(office, office.keys().census()).all()).isEqualTo(KEYS);
    }

    private KeyTable table(Map<String, String> parameters) {
        return new KeyTable(DOOR, KeyFilter.of(parameters), shown::add);
    }
}
