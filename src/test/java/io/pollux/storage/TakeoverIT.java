package io.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyVault;
import io.pollux.keys.StoredKey;
import io.pollux.settings.Environment;
import io.pollux.settings.Settings;
import io.pollux.settings.SettingsDesk;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that gemini-balance made and filled. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TakeoverIT {
    private static final String KEY = "AIzaSyA0000000000000000000000000000001x";
    private static final String OTHER = "AIzaSyB0000000000000000000000000000002y";

    /** As its ORM writes them for MySQL: no defaults, no index but the keys, DATETIME without fractions. */
    private static final Map<String, String> TABLES = Map.of(
            "t_settings",
            "id INTEGER NOT NULL AUTO_INCREMENT, `key` VARCHAR(100) NOT NULL, `value` TEXT, description VARCHAR(255),"
                    + " created_at DATETIME, updated_at DATETIME, PRIMARY KEY (id), UNIQUE (`key`)",
            "t_error_logs",
            "id INTEGER NOT NULL AUTO_INCREMENT, gemini_key VARCHAR(100), model_name VARCHAR(100), error_type VARCHAR(50),"
                    + " error_log TEXT, error_code INTEGER, request_msg JSON, request_time DATETIME, PRIMARY KEY (id)",
            "t_request_log",
            "id INTEGER NOT NULL AUTO_INCREMENT, request_time DATETIME, model_name VARCHAR(100), api_key VARCHAR(100),"
                    + " is_success BOOL NOT NULL, status_code INTEGER, latency_ms INTEGER, PRIMARY KEY (id)",
            "t_file_records",
            "id INTEGER NOT NULL AUTO_INCREMENT, name VARCHAR(255) NOT NULL, display_name VARCHAR(255),"
                    + " mime_type VARCHAR(100) NOT NULL, size_bytes BIGINT NOT NULL, sha256_hash VARCHAR(255),"
                    + " state ENUM('PROCESSING','ACTIVE','FAILED') NOT NULL, create_time DATETIME NOT NULL,"
                    + " update_time DATETIME NOT NULL, expiration_time DATETIME NOT NULL, uri VARCHAR(500) NOT NULL,"
                    + " api_key VARCHAR(100) NOT NULL, upload_url TEXT, user_token VARCHAR(100),"
                    + " upload_completed DATETIME, PRIMARY KEY (id), UNIQUE (name)");

    private static final List<String> ROWS = List.of(
            "INSERT INTO t_settings (`key`, `value`, description, created_at, updated_at) VALUES ('API_KEYS', '[\""
                    + KEY + "\", \"" + OTHER + "\"]', 'API密钥列表', '2025-01-02 03:04:05', '2025-01-02 03:04:05')",
            "INSERT INTO t_settings (`key`, `value`, description) VALUES ('AUTH_TOKEN', 'sk-admin-token-of-old', NULL)",
            "INSERT INTO t_settings (`key`, `value`, description) VALUES ('MAX_RETRIES', '7', 'x')",
            "INSERT INTO t_settings (`key`, `value`, description) VALUES ('SOMETHING_OF_THEIRS', 'None', 'x')",
            "INSERT INTO t_error_logs (gemini_key, model_name, error_type, error_log, error_code, request_msg, request_time)"
                    + " VALUES ('" + KEY + "', 'gemini-2.5-pro', 'gemini-chat-stream', 'boom', 429, NULL,"
                    + " '2025-01-02 03:04:05')",
            "INSERT INTO t_request_log (request_time, model_name, api_key, is_success, status_code, latency_ms)"
                    + " VALUES ('2025-01-02 03:04:05', 'gemini-2.5-pro', '" + KEY + "', 1, 200, 1234)",
            "INSERT INTO t_file_records (name, mime_type, size_bytes, state, create_time, update_time, expiration_time, uri,"
                    + " api_key) VALUES ('files/abc', 'text/plain', 3, 'ACTIVE', '2025-01-02 03:04:05',"
                    + " '2025-01-02 03:04:05', '2025-01-04 03:04:05', 'https://x/files/abc', '" + KEY + "')");

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path directory;

    private DatabaseAddress address;

    @Test
    void nothingIsLostAndKeysAndSettingsAreRead() throws SQLException {
        address = TestDatabase.address(database.fresh("takeover"));
        make(TABLES.keySet().stream().toList());
        run(ROWS);
        Map<String, List<String>> before = dump();

        try (Storage storage = Storage.open(address)) {
            KeyVault vault = KeyVault.open(storage, directory, Optional.empty());
            SettingsDesk settings = SettingsDesk.open(storage, Environment.of(Map.of()), vault, Clock.systemUTC());
            KeyDesk keys = new KeyDesk(storage, vault, Clock.systemUTC());
            List<Secret> first = settings.current().get(Settings.API_KEYS);
            keys.addUnseen(first, KeyKind.GEMINI);

            assertThat(settings.current().get(Settings.MAX_RETRIES)).isEqualTo(7);
            assertThat(keys.snapshots())
                    .extracting(StoredKey::secret)
                    .containsExactly(Secret.of(KEY), Secret.of(OTHER));
            assertThat(history(storage)).startsWith("1 BASELINE", "2 SQL");
        }

        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void geminiBalanceCouldStillRunOnIt() throws SQLException {
        address = TestDatabase.address(database.fresh("takeover_back"));
        make(TABLES.keySet().stream().toList());
        Storage.open(address).close();

        run(ROWS);

        assertThat(dump().get("t_request_log")).hasSize(1);
    }

    @Test
    void olderGeminiBalanceGetsTheTablesThatItLacked() throws SQLException {
        address = TestDatabase.address(database.fresh("takeover_old"));
        make(List.of("t_settings", "t_error_logs", "t_request_log"));
        run(ROWS.subList(0, 6));
        Map<String, List<String>> before = dump();

        try (Storage storage = Storage.open(address)) {
            assertThat(history(storage)).startsWith("0 BASELINE", "1 SQL", "2 SQL");
        }

        assertThat(dump()).isEqualTo(before);
        run(ROWS.subList(6, 7));
    }

    @Test
    void secondStartMigratesNothing() {
        address = TestDatabase.address(database.fresh("takeover_twice"));
        List<String> first;
        try (Storage storage = Storage.open(address)) {
            first = history(storage);
        }
        try (Storage storage = Storage.open(address)) {
            assertThat(history(storage)).isEqualTo(first).startsWith("1 SQL");
        }
    }

    @Test
    void ownTablesAreThoseOfGeminiBalance() throws SQLException {
        address = TestDatabase.address(database.fresh("takeover_theirs"));
        make(TABLES.keySet().stream().toList());
        List<String> theirs = columns();
        Storage.open(address).close();
        List<String> takenOver = columns();
        address = TestDatabase.address(database.fresh("takeover_ours"));
        Storage.open(address).close();

        assertThat(columns()).isEqualTo(takenOver).hasSizeGreaterThan(theirs.size());
        // V3 makes this one longer, V2 adds behind the others.
        theirs.removeIf(column -> column.startsWith("t_settings value "));
        assertThat(takenOver).containsAll(theirs);
    }

    private void make(List<String> tables) throws SQLException {
        run(tables.stream()
                .map(name -> "CREATE TABLE " + name + " (" + TABLES.get(name) + ")")
                .toList());
    }

    private void run(List<String> statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** All rows of the tables that are there, in the columns that gemini-balance knows. */
    private Map<String, List<String>> dump() throws SQLException {
        Map<String, List<String>> dump = new TreeMap<>();
        for (String table : TABLES.keySet()) {
            List<String> rows = new ArrayList<>();
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT * FROM " + table + " ORDER BY id")) {
                int columns = TABLES.get(table).split(", (?=`|[a-z])").length;
                while (found.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int column = 1; column <= columns; column++) {
                        row.append(found.getString(column)).append('|');
                    }
                    rows.add(row.toString());
                }
            } catch (SQLException missing) {
                continue;
            }
            if (!rows.isEmpty()) {
                dump.put(table, rows);
            }
        }
        return dump;
    }

    private List<String> columns() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet found = connection
                        .getMetaData()
                        .getColumns(connection.getCatalog(), connection.getSchema(), "t\\_%", "%")) {
            while (found.next()) {
                String table = found.getString("TABLE_NAME");
                if (TABLES.containsKey(table)) {
                    columns.add(table + " " + found.getString("COLUMN_NAME") + " " + found.getString("TYPE_NAME") + " "
                            + found.getString("COLUMN_SIZE") + " " + found.getString("IS_NULLABLE"));
                }
            }
        }
        return columns;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private static List<String> history(Storage storage) {
        return storage
                .read(em -> em.createNativeQuery(
                                "SELECT version, type FROM flyway_schema_history WHERE version IS NOT NULL"
                                        + " ORDER BY installed_rank")
                        .getResultList())
                .stream()
                .map(row -> ((Object[]) row)[0] + " " + ((Object[]) row)[1])
                .map(String.class::cast)
                .toList();
    }
}
