package io.pollux.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Secret;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.testing.LogLines;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** On H2; {@link SettingsDeskMariaDbIT} does the same on MariaDB. */
@TestInstance(Lifecycle.PER_CLASS)
class SettingsDeskIT {
    private Storage storage;

    DatabaseAddress address(Path directory) {
        return DatabaseAddress.embedded(directory, "settings");
    }

    @BeforeAll
    void openDatabase(@TempDir Path directory) {
        storage = Storage.open(address(directory));
    }

    @AfterAll
    void closeDatabase() {
        storage.close();
    }

    @BeforeEach
    void emptyTable() {
        storage.write(transaction ->
                transaction.em().createQuery("delete from SettingRow r").executeUpdate());
    }

    @Test
    void theEnvironmentIsTakenOverAtTheFirstStartAndTheDatabaseWinsAfterwards() {
        assertThat(desk("MAX_RETRIES", "5").current().get(Settings.MAX_RETRIES)).isEqualTo(5);

        SettingsDesk second = desk("MAX_RETRIES", "7", "MAX_FAILURES", "9");

        assertThat(second.current().get(Settings.MAX_RETRIES)).isEqualTo(5);
        assertThat(second.source(Settings.MAX_RETRIES)).isEqualTo(Source.DATABASE);
        assertThat(second.current().get(Settings.MAX_FAILURES)).isEqualTo(9);
        assertThat(desk().current().get(Settings.MAX_FAILURES)).isEqualTo(9);
        assertThat(desk().source(Settings.TIME_OUT)).isEqualTo(Source.DEFAULT);
    }

    @Test
    void theEnvironmentCanBeMadeToWin() {
        desk("MAX_RETRIES", "5", "MAX_FAILURES", "6");

        SettingsDesk code = desk("MAX_RETRIES", "7", "POLLUX_ENVIRONMENT_WINS", "true", "TIME_OUT", "60");

        assertThat(code.current().get(Settings.MAX_RETRIES)).isEqualTo(7);
        assertThat(code.source(Settings.MAX_RETRIES)).isEqualTo(Source.ENVIRONMENT);
        assertThat(code.current().get(Settings.MAX_FAILURES)).isEqualTo(6);
        assertThatThrownBy(() -> code.change(Map.of("MAX_RETRIES", "1"))).isInstanceOf(BadSetting.class);
        assertThat(row("MAX_RETRIES")).isEqualTo("5");
        assertThat(rows()).doesNotContainKey("TIME_OUT");
    }

    @Test
    void whatBelongsToTheEnvironmentOrToAnotherTableIsNeverStored() {
        desk(
                "POLLUX_DATA_DIR", "/data",
                "POLLUX_MASTER_KEY", "m",
                "MYSQL_PASSWORD", "p",
                "API_KEYS", "AIzaSy-1",
                "AUTH_TOKEN", "sk-admin",
                "POLLUX_RESET_AUTH_TOKEN", "true");

        assertThat(rows()).containsOnlyKeys(Rows.SEALED);
    }

    @Test
    void aValueThatCannotBeRightStopsTheStartAndNothingIsWritten() {
        assertThatThrownBy(() -> desk("MAX_RETRIES", "5", "TIME_OUT", "soon"))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("TIME_OUT");

        assertThat(rows()).isEmpty();
    }

    @Test
    void rowsThatCannotBeReadAreKeptAndReported() {
        insert("MAX_RETRIES", "many");
        insert("SOMETHING_NEW", "kept");
        insert("TIME_OUT", "None");
        insert("BASE_URL", "");
        insert("FILTERED_MODELS", "[]");

        SettingsDesk desk = desk("MAX_RETRIES", "4");

        assertThat(desk.current().get(Settings.MAX_RETRIES)).isEqualTo(4);
        assertThat(desk.current().get(Settings.TIME_OUT)).isEqualTo(Settings.TIME_OUT.standard());
        assertThat(desk.current().get(Settings.BASE_URL)).isEqualTo(Settings.BASE_URL.standard());
        assertThat(desk.current().get(Settings.FILTERED_MODELS)).isEmpty();
        assertThat(desk.oddities()).hasSize(2).anyMatch(line -> line.startsWith("MAX_RETRIES"));
        assertThat(row("MAX_RETRIES")).isEqualTo("many");
        assertThat(row("SOMETHING_NEW")).isEqualTo("kept");
    }

    @Test
    void keysOfTheTableAndOfTheEnvironmentAreImportedTogether() {
        insert("API_KEYS", "[\"k1\", \"k2\"]");

        SettingsDesk desk = desk("API_KEYS", "k2,k3");

        assertThat(desk.current().get(Settings.API_KEYS))
                .containsExactly(Secret.of("k1"), Secret.of("k2"), Secret.of("k3"));
        assertThat(row("API_KEYS")).isEqualTo("[\"k1\", \"k2\"]");
    }

    @Test
    void anEmptyTokenInTheTableDoesNotHideTheEnvironments() {
        insert("AUTH_TOKEN", "");

        assertThat(desk("AUTH_TOKEN", "sk-1").current().get(Settings.AUTH_TOKEN))
                .contains(Secret.of("sk-1"));
    }

    @Test
    void aChangeIsStoredAndToldAfterwards() {
        SettingsDesk desk = desk();
        List<Integer> heard = new ArrayList<>();
        desk.listen(settings -> heard.add(settings.get(Settings.MAX_RETRIES)));

        desk.change(Map.of("MAX_RETRIES", "6", "SEARCH_MODELS", "a,b"));

        assertThat(heard).containsExactly(6);
        assertThat(row("SEARCH_MODELS")).isEqualTo("[\"a\",\"b\"]");
        assertThat(desk().current().get(Settings.MAX_RETRIES)).isEqualTo(6);
    }

    @Test
    void aChangeIsAllOrNothing() {
        SettingsDesk desk = desk();
        List<Settings> heard = new ArrayList<>();
        desk.listen(heard::add);

        for (Map<String, String> wrong : List.of(
                Map.of("MAX_RETRIES", "6", "TIME_OUT", "never"),
                Map.of("MAX_RETRIES", "6", "NO_SUCH_THING", "1"),
                Map.of("MAX_RETRIES", "6", "MYSQL_HOST", "elsewhere"),
                Map.of("MAX_RETRIES", "6", "AUTH_TOKEN", "sk-other"))) {
            assertThatThrownBy(() -> desk.change(wrong)).as(wrong.toString()).isInstanceOf(BadSetting.class);
        }

        assertThat(desk.current().get(Settings.MAX_RETRIES)).isEqualTo(3);
        assertThat(heard).isEmpty();
        assertThat(rows()).containsOnlyKeys(Rows.SEALED);
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheNewsFromTheNext() {
        SettingsDesk desk = desk();
        List<Settings> heard = new ArrayList<>();
        desk.listen(settings -> {
            throw new IllegalStateException("deaf");
        });
        desk.listen(heard::add);

        try (LogLines log = LogLines.of(SettingsDesk.class)) {
            desk.change(Map.of("MAX_RETRIES", "6"));
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(heard).hasSize(1);
    }

    @Test
    void anotherNodesChangeIsHeardAtTheNextReloadAndOnlyOnce() {
        SettingsDesk here = desk();
        SettingsDesk there = desk();
        List<Integer> heard = new ArrayList<>();
        here.listen(settings -> heard.add(settings.get(Settings.MAX_RETRIES)));

        there.change(Map.of("MAX_RETRIES", "8"));
        here.reload();
        here.reload();

        assertThat(heard).containsExactly(8);
        assertThat(here.current().get(Settings.MAX_RETRIES)).isEqualTo(8);
    }

    @Test
    void aReloadForgetsNothingThatWasHandedOverAtTheStart() {
        insert("API_KEYS", "k1,k2");
        SettingsDesk here = desk();
        desk().change(Map.of("MAX_RETRIES", "8"));

        here.reload();

        assertThat(here.current().get(Settings.MAX_RETRIES)).isEqualTo(8);
        assertThat(here.current().get(Settings.API_KEYS)).hasSize(2);
    }

    @Test
    void theLevelOfTheLogFollowsItsSetting() {
        Logger logger = Logger.getLogger("io.pollux");
        SettingsDesk desk = desk("LOG_LEVEL", "warning");
        try (LogLevel level = LogLevel.follow(desk)) {
            assertThat(level).isNotNull();
            assertThat(logger.getLevel()).isEqualTo(Level.WARNING);

            desk.change(Map.of("LOG_LEVEL", "DEBUG"));

            assertThat(logger.getLevel()).isEqualTo(Level.FINE);
        }
        assertThat(logger.getLevel()).isNull();
    }

    @Test
    void secretsAreSealedInADatabaseOfOurOwn() {
        SettingsDesk desk = desk("ALLOWED_TOKENS", "sk-client-one");

        assertThat(desk.sealed()).isTrue();
        assertThat(row("ALLOWED_TOKENS")).startsWith("pollux-sealed:").doesNotContain("sk-client-one");
        assertThat(desk().current().get(Settings.ALLOWED_TOKENS)).containsExactly(Secret.of("sk-client-one"));

        desk.change(Map.of("SMMS_SECRET_TOKEN", "smms-secret"));

        assertThat(row("SMMS_SECRET_TOKEN")).startsWith("pollux-sealed:").doesNotContain("smms-secret");
    }

    @Test
    void aDatabaseOfGeminiBalanceStaysReadableByItUntilItIsSealed() {
        insert("ALLOWED_TOKENS", "[\"sk-one\"]");
        insert("AUTH_TOKEN", "sk-admin");
        insert("MYSQL_PASSWORD", "hunter2");
        insert("SMMS_SECRET_TOKEN", "");
        SettingsDesk desk = desk();
        desk.change(Map.of("ALLOWED_TOKENS", "sk-one,sk-two"));

        assertThat(desk.sealed()).isFalse();
        assertThat(row("ALLOWED_TOKENS")).isEqualTo("[\"sk-one\",\"sk-two\"]");

        assertThat(desk.seal()).isEqualTo(3);

        assertThat(rows().values()).noneMatch(text -> text.contains("sk-") || text.contains("hunter2"));
        assertThat(desk().sealed()).isTrue();
        assertThat(desk().current().get(Settings.ALLOWED_TOKENS)).hasSize(2);
        assertThat(desk().current().get(Settings.AUTH_TOKEN)).contains(Secret.of("sk-admin"));
        assertThat(desk.seal()).isZero();
    }

    @Test
    void aLongListOfKeysFitsWhenSealed() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            keys.add("AIzaSy%033d".formatted(i));
        }
        insert("API_KEYS", String.join(",", keys));

        desk().seal();

        assertThat(row("API_KEYS")).hasSizeGreaterThan(65_535);
        assertThat(desk().current().get(Settings.API_KEYS)).hasSize(1500);
    }

    @Test
    void whatWasSealedUnderAnotherMasterKeyIsKeptAndReported() {
        desk("ALLOWED_TOKENS", "sk-client-one");
        String sealed = row("ALLOWED_TOKENS");

        SettingsDesk desk = SettingsDesk.open(storage, Environment.of(Map.of()), new Swap("other"), Clock.systemUTC());

        assertThat(desk.current().get(Settings.ALLOWED_TOKENS)).isEmpty();
        assertThat(desk.oddities()).singleElement().asString().startsWith("ALLOWED_TOKENS");
        assertThat(row("ALLOWED_TOKENS")).isEqualTo(sealed);
    }

    private SettingsDesk desk(String... namesAndValues) {
        Map<String, String> given = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SettingsDesk.open(storage, Environment.of(given), new Swap("ours"), Clock.systemUTC());
    }

    private Map<String, String> rows() {
        return storage.read(em ->
                new Rows(em, new Cover(new Swap("ours")), Clock.systemUTC().instant()).texts());
    }

    private String row(String name) {
        return rows().get(name);
    }

    private void insert(String name, String text) {
        storage.write(transaction -> transaction
                .em()
                .persist(new SettingRow(name, text, Clock.systemUTC().instant())));
    }
}
