package io.pollux.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Caller;
import io.pollux.exchange.Secret;
import io.pollux.settings.Environment;
import io.pollux.settings.Sealer;
import io.pollux.settings.SettingsDesk;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class ClientDeskIT {
    private static final String PAGE = "http://localhost:8080/";

    @TempDir
    private Path directory;

    private Storage storage;

    @BeforeAll
    void openDatabase(@TempDir Path database) {
        storage = Storage.open(DatabaseAddress.embedded(database, "clients"));
    }

    @AfterAll
    void closeDatabase() {
        storage.close();
    }

    @BeforeEach
    void emptyTables() {
        storage.write(transaction -> {
            transaction.em().createQuery("delete from SettingRow r").executeUpdate();
            transaction.em().createQuery("delete from TokenRow t").executeUpdate();
        });
    }

    @Test
    void theFirstStartMakesAStrongTokenThatOnlyTheOwnerCanRead() throws IOException {
        ClientDesk desk = desk();

        assertThat(fileToken()).matches("sk-[A-Za-z0-9]{48}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(desk.isAdministrator(fileToken())).isTrue();
        try (var left = Files.list(directory)) {
            assertThat(left).noneMatch(path -> path.toString().endsWith(".tmp"));
        }
    }

    @Test
    void theLogNamesTheFileAndThePageAndNeverTheToken() {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(AdminToken.class.getName());
        Handler ear = new Ear(lines);
        logger.addHandler(ear);
        try {
            desk();
        } finally {
            logger.removeHandler(ear);
        }

        assertThat(lines)
                .singleElement()
                .asString()
                .contains(file().toString(), PAGE)
                .doesNotContain(fileToken());
    }

    @Test
    void theDatabaseHoldsOnlyTheHash() {
        desk();

        assertThat(hashes()).containsExactly(hash(fileToken()));
        assertThat(settingsRows()).isOne();
    }

    @Test
    void theMadeTokenLivesThroughARestart() {
        desk();
        String token = fileToken();

        assertThat(desk().isAdministrator(token)).isTrue();
        assertThat(fileToken()).isEqualTo(token);
    }

    @Test
    void aTokenFromTheEnvironmentCountsAndNoneIsMade() {
        ClientDesk desk = desk("AUTH_TOKEN", "sk-given-by-the-operator");

        assertThat(desk.isAdministrator("sk-given-by-the-operator")).isTrue();
        assertThat(file()).doesNotExist();
        assertThat(hashes()).containsExactly(hash("sk-given-by-the-operator"));
    }

    @Test
    void aTokenFromTheEnvironmentReplacesTheMadeOne() {
        desk();
        String made = fileToken();

        ClientDesk desk = desk("AUTH_TOKEN", "sk-given-by-the-operator");

        assertThat(desk.isAdministrator("sk-given-by-the-operator")).isTrue();
        assertThat(desk.find(made)).isEmpty();
    }

    @Test
    void aTokenOfGeminiBalanceCounts() {
        insertSetting("AUTH_TOKEN", "sk-of-gemini-balance");

        ClientDesk desk = desk("AUTH_TOKEN", "sk-of-the-environment");

        assertThat(desk.isAdministrator("sk-of-gemini-balance")).isTrue();
        assertThat(desk.find("sk-of-the-environment")).isEmpty();
        assertThat(desk("AUTH_TOKEN", "sk-of-the-environment", "POLLUX_ENVIRONMENT_WINS", "true")
                        .isAdministrator("sk-of-the-environment"))
                .isTrue();
    }

    @Test
    void aResetMakesANewTokenOnceAndItStays() {
        insertSetting("AUTH_TOKEN", "sk-lost-to-a-thief-long-ago");
        desk();

        ClientDesk reset = desk("POLLUX_RESET_AUTH_TOKEN", "true");
        String made = fileToken();

        assertThat(reset.isAdministrator(made)).isTrue();
        assertThat(reset.find("sk-lost-to-a-thief-long-ago")).isEmpty();
        assertThat(desk().isAdministrator(made)).isTrue();
        assertThat(desk().find("sk-lost-to-a-thief-long-ago")).isEmpty();
    }

    @Test
    void aResetWithATokenInTheEnvironmentTakesThatOne() {
        desk("AUTH_TOKEN", "sk-first").changeAdminToken(Secret.of("sk-chosen-on-the-page"));

        ClientDesk desk = desk("AUTH_TOKEN", "sk-second", "POLLUX_RESET_AUTH_TOKEN", "true");

        assertThat(desk.isAdministrator("sk-second")).isTrue();
        assertThat(desk.find("sk-chosen-on-the-page")).isEmpty();
        assertThat(file()).doesNotExist();
    }

    @Test
    void aTokenChosenLaterWinsOverTheEnvironmentsAndRemovesTheFile() {
        ClientDesk desk = desk();
        String made = fileToken();
        desk.changeAdminToken(Secret.of("sk-chosen-on-the-page"));

        assertThat(desk.find(made)).isEmpty();
        assertThat(desk.isAdministrator("sk-chosen-on-the-page")).isTrue();
        assertThat(file()).doesNotExist();
        assertThat(desk("AUTH_TOKEN", made).isAdministrator("sk-chosen-on-the-page"))
                .isTrue();
    }

    @Test
    void anotherNodeHearsOfAChosenTokenAtTheNextReload() {
        ClientDesk here = desk("AUTH_TOKEN", "sk-first");
        ClientDesk there = desk("AUTH_TOKEN", "sk-first");

        there.changeAdminToken(Secret.of("sk-second"));
        here.reload();

        assertThat(here.isAdministrator("sk-second")).isTrue();
        assertThat(here.find("sk-first")).isEmpty();
    }

    @Test
    void aReadingFromBeforeAChangeIsNotTakenInAfterIt() throws InterruptedException {
        ClientDesk desk = desk("AUTH_TOKEN", "sk-first");
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                desk.reload();
            }
        });
        reader.start();
        try {
            for (int change = 0; change < 300; change++) {
                String token = "sk-change-" + change;
                desk.changeAdminToken(Secret.of(token));
                for (int look = 0; look < 200; look++) {
                    assertThat(desk.isAdministrator(token)).as(token).isTrue();
                }
            }
        } finally {
            over.set(true);
            reader.join();
        }
    }

    @Test
    void clientsAreKnownAndAreNotAdministrators() {
        ClientDesk desk = desk("AUTH_TOKEN", "sk-admin", "ALLOWED_TOKENS", "sk-one,sk-two,sk-admin");

        Caller one = desk.find(" sk-one ").orElseThrow();

        assertThat(one.administrator()).isFalse();
        assertThat(one.id()).isNotEqualTo(desk.find("sk-two").orElseThrow().id());
        assertThat(one.id() + one.name()).doesNotContain("sk-one");
        assertThat(desk.isAdministrator("sk-one")).isFalse();
        assertThat(desk.isAdministrator("sk-admin")).isTrue();
    }

    @Test
    void nobodyIsFoundByABlankOrWrongToken() {
        ClientDesk desk = desk("ALLOWED_TOKENS", "sk-one");

        for (String token : List.of("", " ", "sk-on", "sk-one1", "SK-ONE", "null")) {
            assertThat(desk.find(token)).as(token).isEmpty();
        }
    }

    @Test
    void aChangeOfTheAllowedTokensActsAtOnce() {
        SettingsDesk settings = settings("AUTH_TOKEN", "sk-admin", "ALLOWED_TOKENS", "sk-one");
        ClientDesk desk = desk(settings);

        settings.change(Map.of("ALLOWED_TOKENS", "sk-two"));

        assertThat(desk.find("sk-one")).isEmpty();
        assertThat(desk.find("sk-two")).isPresent();
        assertThat(desk.isAdministrator("sk-admin")).isTrue();
    }

    private ClientDesk desk(String... namesAndValues) {
        return desk(settings(namesAndValues));
    }

    private ClientDesk desk(SettingsDesk settings) {
        return ClientDesk.open(
                storage, settings, ClientDeskIT::hash, new ClientDesk.House(directory, PAGE, Clock.systemUTC()));
    }

    private SettingsDesk settings(String... namesAndValues) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SettingsDesk.open(storage, Environment.of(given), new Glass(), Clock.systemUTC());
    }

    private Path file() {
        return directory.resolve("admin-token");
    }

    private String fileToken() {
        try {
            return Files.readString(file()).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> hashes() {
        return storage.read(em ->
                em.createQuery("select t.hash from TokenRow t", String.class).getResultList());
    }

    private long settingsRows() {
        return storage.read(em ->
                em.createQuery("select count(r) from SettingRow r", Long.class).getSingleResult());
    }

    private void insertSetting(String name, String value) {
        storage.write(transaction -> transaction
                .em()
                .createNativeQuery("insert into t_settings (`key`, `value`) values (?, ?)")
                .setParameter(1, name)
                .setParameter(2, value)
                .executeUpdate());
    }

    private static String hash(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** These tests are not about sealing. */
    private record Glass() implements Sealer {
        @Override
        public String seal(String place, String plain) {
            return plain;
        }

        @Override
        public String open(String place, String sealed) {
            return sealed;
        }

        @Override
        public String mark(String place, String text) {
            return hash(place + text);
        }
    }

    private static final class Ear extends Handler {
        private final List<String> lines;

        private Ear(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
