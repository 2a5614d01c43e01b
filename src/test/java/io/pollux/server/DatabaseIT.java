package io.pollux.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.Cable;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.MariaDb;
import io.pollux.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The WAR on a database server: one that gemini-balance has used, one that is away, one that goes away. */
class DatabaseIT {
    private static final String KEY = "AIzaSyOf-gemini-balance-key-0000000001";
    private static final String OTHER = "AIzaSyOf-gemini-balance-key-0000000002";
    private static final String MASTER_KEY = "0123456789abcdef".repeat(4);

    private FakeGemini google;

    @BeforeEach
    void start() {
        google = FakeGemini.start();
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void aDatabaseOfGeminiBalanceIsTakenOverAsItIs() throws Exception {
        House house = House.named("takeover", google);
        Map<String, String> settings = geminiBalance("house_takeover");
        List<String> before = originals("house_takeover");

        for (int start = 1; start <= 2; start++) {
            google.reset();
            try (RunningServer server = house.start(settings)) {
                assertThat(House.health(server)).contains("\"keys\":2", "\"database\":\"up\"");
                assertThat(House.get(server, "/v1beta/models", "sk-admin-token-of-old"))
                        .isEqualTo(200);
                for (int call = 0; call < 4; call++) {
                    assertThat(House.call(server)).isEqualTo(200);
                }
                assertThat(google.calls(KEY)).isNotEmpty();
                assertThat(google.calls(OTHER)).isNotEmpty();
                assertThat(server.log()).doesNotContain(KEY, OTHER, "sk-admin-token-of-old", MariaDb.PASSWORD);
            }
            assertThat(originals("house_takeover")).isEqualTo(before);
        }
        anotherMasterKeyIsRefused(house, settings);
    }

    private static void anotherMasterKeyIsRefused(House house, Map<String, String> settings) {
        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put("POLLUX_MASTER_KEY", "fedcba9876543210".repeat(4));
        try (RunningServer server = house.begin(wrong)) {
            House.await(() -> House.health(server).contains("master key"), () -> House.health(server));

            assertThat(House.health(server)).startsWith("503").contains("is not the one this database was set up with");
            assertThat(server.log()).contains("Pollux does not start: The master key of POLLUX_MASTER_KEY");
            assertThat(stackTraces(server)).isEmpty();
        }
    }

    @Test
    void callsGoOnWithoutTheDatabaseAndPolluxStartsWhenItAppears() throws Exception {
        House house = House.named("outage", google);
        Map<String, String> settings = new HashMap<>(MariaDb.schema("house_outage"));
        settings.put("API_KEYS", KEY + "," + OTHER);
        settings.put("AUTH_TOKEN", "sk-administrator-of-the-outage");
        try (Cable cable = Cable.to(MariaDb.port())) {
            settings.put("MYSQL_PORT", Integer.toString(cable.port()));
            cable.cut();
            try (RunningServer server = house.begin(settings)) {
                saysWhyItWaits(server, cable);
                cable.mend();
                House.await(() -> House.health(server).startsWith("200"), () -> House.health(server));
                assertThat(House.call(server)).isEqualTo(200);
                House.await(() -> journalled() == 1, () -> journalled() + " calls in the journal");

                cable.cut();
                callsGoOn(server);

                cable.mend();
                House.await(() -> journalled() == 22, () -> journalled() + " calls in the journal");
                House.await(() -> House.health(server).contains("\"database\":\"up\""), () -> House.health(server));
                assertThat(server.log()).doesNotContain(MariaDb.PASSWORD);
            }
        }
    }

    private static void saysWhyItWaits(RunningServer server, Cable cable) throws Exception {
        House.await(() -> House.health(server).contains("Cannot use the database"), () -> House.health(server));

        assertThat(House.health(server))
                .startsWith("503")
                .contains("mysql://127.0.0.1:" + cable.port() + "/house_outage")
                .doesNotContain(MariaDb.PASSWORD);
        assertThat(House.call(server)).isEqualTo(503);
        House.await(() -> server.log().contains("next try in 2 s"), server::log);
        assertThat(stackTraces(server)).isEmpty();
    }

    private static void callsGoOn(RunningServer server) throws IOException, InterruptedException {
        for (int call = 0; call < 20; call++) {
            long start = System.nanoTime();
            assertThat(House.call(server)).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
        House.await(() -> House.health(server).contains("\"database\":\"down\""), () -> House.health(server));
        assertThat(House.health(server)).startsWith("200");
        assertThat(House.call(server)).isEqualTo(200);
    }

    @Test
    void aValueThatCannotBeRightStopsTheStartInOneLine() {
        House house = House.named("wrong-value", google);
        try (RunningServer server = house.begin(Map.of("MAX_RETRIES", "abc"))) {
            House.await(() -> House.health(server).contains("MAX_RETRIES"), () -> House.health(server));

            assertThat(House.health(server)).startsWith("503").contains("abc", "allowed");
            List<String> lines = server.log()
                    .lines()
                    .filter(line -> line.contains("MAX_RETRIES"))
                    .toList();
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0)).contains("Pollux does not start", "abc", "allowed");
            assertThat(stackTraces(server)).isEmpty();
        }
    }

    private static List<String> stackTraces(RunningServer server) {
        return server.log()
                .lines()
                .filter(line -> line.matches("\\s+at [\\w.$/]+\\(.*\\)"))
                .toList();
    }

    /** Made and filled as gemini-balance does it; the first migration says how that is. */
    private static Map<String, String> geminiBalance(String schema) throws IOException {
        Map<String, String> settings = new HashMap<>(MariaDb.schema(schema));
        settings.put("POLLUX_MASTER_KEY", MASTER_KEY);
        List<String> statements = new ArrayList<>(List.of("USE " + schema));
        String tables =
                Files.readString(Path.of("sql/V1__gemini_balance_tables.sql")).replaceAll("(?m)^--.*$", "");
        Arrays.stream(tables.split(";"))
                .filter(statement -> !statement.isBlank())
                .forEach(statements::add);
        String insert = "INSERT INTO t_settings (`key`, `value`, description, created_at, updated_at) VALUES ";
        String at = "', 'x', '2025-01-02 03:04:05', '2025-01-02 03:04:05')";
        statements.add(insert + "('API_KEYS', '[\"" + KEY + "\", \"" + OTHER + "\"]" + at);
        statements.add(insert + "('ALLOWED_TOKENS', '[\"" + House.TOKEN + "\"]" + at);
        statements.add(insert + "('AUTH_TOKEN', 'sk-admin-token-of-old" + at);
        statements.add(insert + "('MAX_RETRIES', '7" + at);
        statements.add(
                "INSERT INTO t_request_log (request_time, model_name, api_key, is_success, status_code, latency_ms)"
                        + " VALUES ('2025-01-02 03:04:05', 'gemini-2.5-pro', '" + KEY + "', 1, 200, 1234)");
        MariaDb.execute(statements.toArray(String[]::new));
        return settings;
    }

    /** The rows that were there before Pollux came, as far as gemini-balance knows their columns. */
    private static List<String> originals(String schema) {
        List<String> rows = query("SELECT CONCAT_WS('|', id, `key`, `value`, description, created_at, updated_at) FROM "
                + schema + ".t_settings WHERE `key` IN ('API_KEYS', 'ALLOWED_TOKENS', 'AUTH_TOKEN', 'MAX_RETRIES')"
                + " ORDER BY id");
        rows.addAll(query("SELECT CONCAT_WS('|', id, request_time, model_name, api_key, is_success, status_code,"
                + " latency_ms) FROM " + schema + ".t_request_log WHERE request_time < '2025-01-03'"));
        assertThat(rows).hasSize(5);
        return rows;
    }

    private static int journalled() {
        return Integer.parseInt(query("SELECT COUNT(DISTINCT call_id) FROM house_outage.t_request_log")
                .get(0));
    }

    private static List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(MariaDb.url(""), MariaDb.USER, MariaDb.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
