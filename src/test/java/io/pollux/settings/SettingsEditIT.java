package io.pollux.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pollux.exchange.Secret;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What administrators do to settings, on H2; {@link SettingsEditMariaDbIT} does the same on MariaDB. */
@TestInstance(Lifecycle.PER_CLASS)
class SettingsEditIT {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private Storage storage;

    DatabaseAddress address(Path directory) {
        return DatabaseAddress.embedded(directory, "edits");
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
    void emptyTables() {
        storage.write(transaction -> {
            transaction.em().createQuery("delete from SettingRow r").executeUpdate();
            transaction.em().createQuery("delete from ChangeRow r").executeUpdate();
        });
    }

    @Test
    void twoAdministratorsWhoChangeTheSameSettingDoNotOverwriteEachOther() {
        SettingsDesk here = desk();
        SettingsDesk there = desk();
        String seen = version(here, "MAX_RETRIES");
        there.change(Edit.by("Ada").set("MAX_RETRIES", "7").seen("MAX_RETRIES", seen));

        ChangedMeanwhile conflict = catchThrowableOfType(
                ChangedMeanwhile.class,
                () -> here.change(Edit.by("Bob")
                        .set("TIME_OUT", "60")
                        .set("MAX_RETRIES", "5")
                        .seen("TIME_OUT", version(here, "TIME_OUT"))
                        .seen("MAX_RETRIES", seen)));

        assertThat(conflict.settings()).containsExactly("MAX_RETRIES");
        here.reload();
        assertThat(here.current().get(Settings.MAX_RETRIES)).isEqualTo(7);
        assertThat(here.current().get(Settings.TIME_OUT)).isEqualTo(Settings.TIME_OUT.standard());
        assertThat(here.history(10)).extracting(SettingChange::who).containsExactly("Ada");
    }

    @Test
    void ofManyAtTheSameMomentExactlyOneSucceeds() throws Exception {
        int many = 8;
        List<SettingsDesk> desks = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            desks.add(desk());
        }
        ExecutorService executor = Executors.newFixedThreadPool(many);
        try {
            for (String name : List.of("TIME_OUT", "TIME_OUT", "MAX_FAILURES")) {
                CyclicBarrier start = new CyclicBarrier(many);
                desks.forEach(SettingsDesk::reload);
                String seen = version(desks.get(0), name);
                int before = Integer.parseInt(text(desks.get(0), name));
                List<Future<Boolean>> outcomes = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    SettingsDesk desk = desks.get(i);
                    String wanted = String.valueOf(before + 1 + i);
                    outcomes.add(executor.submit(() -> {
                        start.await();
                        return succeeds(desk, Edit.by("x").set(name, wanted).seen(name, seen));
                    }));
                }
                int successes = 0;
                for (Future<Boolean> outcome : outcomes) {
                    successes += outcome.get(60, TimeUnit.SECONDS) ? 1 : 0;
                }
                assertThat(successes).as(name).isOne();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(desks.get(0).history(10)).hasSize(3);
    }

    @Test
    void whoWantsWhatStandsAlreadyIsNotRefused() {
        SettingsDesk desk = desk();
        String seen = version(desk, "MAX_RETRIES");
        desk.change(Edit.by("Ada").set("MAX_RETRIES", "7"));

        assertThat(desk.change(Edit.by("Bob").set("MAX_RETRIES", " 7 ").seen("MAX_RETRIES", seen)))
                .isEmpty();
        assertThat(desk.history(10)).hasSize(1);
    }

    @Test
    void allSettingsHandedBackAsTheyAreShownChangeNothing() {
        SettingsDesk desk = desk("ALLOWED_TOKENS", "sk-client-one-0123456789", "TIME_OUT", "60");
        Edit edit = Edit.by("Ada");
        for (SettingView view : desk.views()) {
            edit = view.changeable() ? edit.set(view.setting().name(), view.text()) : edit;
        }

        assertThat(desk.bad(edit)).isEmpty();
        assertThat(desk.change(edit)).isEmpty();
        assertThat(desk.source(Settings.MAX_RETRIES)).isEqualTo(Source.DEFAULT);
        assertThat(desk.history(9)).isEmpty();
    }

    @Test
    void resettingLetsTheEnvironmentOrTheDefaultCountAgain() {
        SettingsDesk desk = desk("TIME_OUT", "60");
        desk.change(Edit.by("Ada").set("max_retries", "7").set("TIME_OUT", "90"));

        desk.change(Edit.by("Ada").reset("MAX_RETRIES").reset("TIME_OUT").reset("LOG_LEVEL"));

        assertThat(desk.current().get(Settings.MAX_RETRIES)).isEqualTo(3);
        assertThat(desk.source(Settings.MAX_RETRIES)).isEqualTo(Source.DEFAULT);
        assertThat(text(desk, "TIME_OUT")).isEqualTo("60");
        assertThat(desk.source(Settings.TIME_OUT)).isEqualTo(Source.ENVIRONMENT);
        assertThat(desk.history(10)).hasSize(4);
    }

    @Test
    void ofEachSettingOnlyTheNewestChangesAreKept() {
        SettingsDesk desk = desk();
        desk.change(Edit.by("Ada").set("MAX_RETRIES", "7"));
        for (int i = 1; i <= History.KEPT + 3; i++) {
            desk.change(Edit.by("Bob").set("TIME_OUT", String.valueOf(100 + i)));
        }
        desk.tidy();
        desk.tidy();

        assertThat(desk.history("TIME_OUT", 1_000))
                .hasSize(History.KEPT)
                .extracting(change -> change.after().orElseThrow())
                .startsWith(String.valueOf(100 + History.KEPT + 3))
                .endsWith("104");
        assertThat(desk.history("MAX_RETRIES", 1_000)).hasSize(1);
    }

    @Test
    void historySaysWhoChangedWhatWhenAndCanBeTakenBack() {
        SettingsDesk desk = desk();
        desk.change(Edit.by("Ada, 10.0.0.7").set("SEARCH_MODELS", "a,b"));

        SettingChange line = desk.history("SEARCH_MODELS", 5).get(0);
        assertThat(line.who()).isEqualTo("Ada, 10.0.0.7");
        assertThat(line.at()).isEqualTo(NOON);
        assertThat(line.before()).isEmpty();
        assertThat(line.after()).contains("[\"a\",\"b\"]");

        desk.revert(line.id(), "Bob");

        assertThat(desk.current().get(Settings.SEARCH_MODELS)).isEqualTo(Settings.SEARCH_MODELS.standard());
        SettingChange back = desk.history(5).get(0);
        assertThat(back.who()).isEqualTo("Bob");
        assertThat(back.before()).contains("[\"a\",\"b\"]");

        desk.revert(back.id(), "Ada");
        assertThat(desk.current().get(Settings.SEARCH_MODELS)).containsExactly("a", "b");
    }

    @Test
    void changeThatOthersHaveBuiltUponIsNotTakenBack() {
        SettingsDesk desk = desk();
        desk.change(Edit.by("Ada").set("MAX_RETRIES", "7"));
        long first = desk.history(1).get(0).id();
        desk().change(Edit.by("Bob").set("MAX_RETRIES", "8"));

        assertThatThrownBy(() -> desk.revert(first, "Ada")).isInstanceOf(ChangedMeanwhile.class);
        assertThatThrownBy(() -> desk.revert(first + 1000, "Ada")).isInstanceOf(IllegalArgumentException.class);
        desk.reload();
        assertThat(desk.current().get(Settings.MAX_RETRIES)).isEqualTo(8);
    }

    @Test
    void secretsAreNeverShownNorKeptInTheHistory() {
        SettingsDesk desk = desk("MYSQL_PASSWORD", "hunter2-hunter2", "AUTH_TOKEN", "sk-admin-0123456789");
        desk.change(Edit.by("Ada")
                .set("ALLOWED_TOKENS", "sk-client-one-0123456789,sk-two")
                .set("SMMS_SECRET_TOKEN", "smms-0123456789")
                .set("PROXIES", "http://ada:swordfish@proxy:8080,socks5://plain:1080,bob:swordfish@other:1")
                .set("CUSTOM_HEADERS", "{'X-Secret': 'open-sesame'}"));

        assertThat(desk.views().toString() + desk.history(20))
                .doesNotContain(
                        "hunter2", "sk-admin", "client-one", "sk-two", "smms-", "swordfish", "open-sesame", "ada:");
        assertThat(text(desk, "ALLOWED_TOKENS")).isEqualTo("[\"sk-cli...456789\",\"...\"]");
        assertThat(text(desk, "PROXIES"))
                .isEqualTo("[\"http://***@proxy:8080\",\"socks5://plain:1080\",\"***@other:1\"]");
        assertThat(text(desk, "CUSTOM_HEADERS")).isEqualTo("{\"X-Secret\":\"...\"}");
        assertThat(text(desk, "AUTH_TOKEN")).isEmpty();
        assertThat(desk.history(20)).hasSize(4).allSatisfy(line -> {
            assertThat(line.secret()).isTrue();
            assertThat(line.before()).isEmpty();
            assertThat(line.after()).isEmpty();
        });
        long line = desk.history(1).get(0).id();
        assertThatThrownBy(() -> desk.revert(line, "Ada")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listOfSecretsIsChangedByThoseWhoSeeOnlyItsMasks() {
        SettingsDesk desk = desk("ALLOWED_TOKENS", "sk-client-one-0123456789,sk-one,sk-two");
        desk.change(Edit.by("Ada").set("CUSTOM_HEADERS", "{'X-One': '1', 'X-Two': '2'}"));
        assertThat(text(desk, "ALLOWED_TOKENS")).isEqualTo("[\"sk-cli...456789\",\"...\",\"... (2)\"]");

        desk.change(Edit.by("Ada")
                .set("ALLOWED_TOKENS", "[\"... (2)\", \"sk-new\", \"sk-cli...456789\"]")
                .set("CUSTOM_HEADERS", "{'X-Two': '...', 'X-Three': '3'}"));

        assertThat(desk.current().get(Settings.ALLOWED_TOKENS))
                .containsExactly(Secret.of("sk-two"), Secret.of("sk-new"), Secret.of("sk-client-one-0123456789"));
        assertThat(desk.current().get(Settings.CUSTOM_HEADERS)).isEqualTo(Map.of("X-Two", "2", "X-Three", "3"));
    }

    @Test
    void maskIsNeverStoredAsASecret() {
        SettingsDesk desk = desk("ALLOWED_TOKENS", "sk-client-one-0123456789");
        for (Map.Entry<String, String> wrong : Map.of(
                        "ALLOWED_TOKENS", "sk-cli...999999",
                        "SMMS_SECRET_TOKEN", "sm...56",
                        "PROXIES", "http://***@elsewhere:80",
                        "CUSTOM_HEADERS", "{'X-New': '...'}")
                .entrySet()) {
            Edit edit = Edit.by("Ada").set("MAX_RETRIES", "9").set(wrong.getKey(), wrong.getValue());
            assertThat(desk.bad(edit)).extracting(BadSetting::setting).containsExactly(wrong.getKey());
            assertThatThrownBy(() -> desk.change(edit))
                    .as(wrong.getKey())
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("masked");
        }
        desk.change(Edit.by("Ada").set("ALLOWED_TOKENS", text(desk, "ALLOWED_TOKENS")));
        assertThat(desk.current().get(Settings.ALLOWED_TOKENS)).containsExactly(Secret.of("sk-client-one-0123456789"));
        assertThat(desk.history(9)).isEmpty();
    }

    @Test
    void everythingThatSpeaksAgainstAnEditIsNamed() {
        Edit edit = Edit.by("Ada")
                .set("MAX_RETRIES", "many")
                .set("TIME_OUT", "700")
                .set("MYSQL_HOST", "elsewhere")
                .set("AUTH_TOKEN", "sk-other")
                .set("NO_SUCH_THING", "1")
                .set("LOG_LEVEL", "debug");

        List<BadSetting> bad = desk().bad(edit);

        assertThat(bad)
                .extracting(BadSetting::setting)
                .containsExactlyInAnyOrder("MAX_RETRIES", "TIME_OUT", "MYSQL_HOST", "AUTH_TOKEN", "NO_SUCH_THING");
        assertThat(bad).anySatisfy(one -> assertThat(one.getMessage()).contains("TIME_OUT", "from 1 to 600"));
    }

    @Test
    void whatTheEnvironmentHoldsIsSaidAndKept() {
        SettingsDesk desk = desk("POLLUX_ENVIRONMENT_WINS", "true", "MAX_RETRIES", "4");

        SettingView held = view(desk, "MAX_RETRIES");
        assertThat(held.hold()).isEqualTo(SettingView.Hold.ENVIRONMENT_WINS);
        assertThat(held.source()).isEqualTo(Source.ENVIRONMENT);
        assertThat(held.changeable()).isFalse();
        assertThat(view(desk, "MYSQL_HOST").hold()).isEqualTo(SettingView.Hold.ENVIRONMENT_ONLY);
        assertThat(view(desk, "API_KEYS").hold()).isEqualTo(SettingView.Hold.ELSEWHERE);
        assertThat(view(desk, "TIME_OUT").changeable()).isTrue();
        assertThatThrownBy(() -> desk.change(Edit.by("Ada").reset("MAX_RETRIES")))
                .isInstanceOf(BadSetting.class);
    }

    private static boolean succeeds(SettingsDesk desk, Edit edit) {
        try {
            return !desk.change(edit).isEmpty();
        } catch (ChangedMeanwhile faster) {
            return false;
        }
    }

    private static SettingView view(SettingsDesk desk, String name) {
        return desk.views().stream()
                .filter(view -> view.setting().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(SettingsDesk desk, String name) {
        return view(desk, name).text();
    }

    private static String version(SettingsDesk desk, String name) {
        return view(desk, name).version();
    }

    private SettingsDesk desk(String... namesAndValues) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SettingsDesk.open(storage, Environment.of(given), new Swap("ours"), ManualClock.at(NOON));
    }
}
