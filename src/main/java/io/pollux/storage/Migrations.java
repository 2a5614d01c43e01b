package io.pollux.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.resource.LoadableResource;

/** Brings the tables up to date with the files in {@code sql/}. */
final class Migrations {
    /** Named one by one: finding them by a scan is the part that each server's class loader does in its own way. */
    static final List<String> FILES = List.of(
            "V1__gemini_balance_tables.sql",
            "V2__pollux_tables.sql",
            "V3__longer_settings.sql",
            "V4__attempts_once.sql",
            "V5__quota_memory.sql",
            "V6__choosing.sql",
            "V7__project_limits.sql",
            "V8__waited.sql",
            "V9__tallies.sql",
            "V10__key_history.sql",
            "V11__setting_changes.sql",
            "V12__prompts.sql",
            "V13__jobs.sql",
            "V13_1__log_indexes.sql",
            "V13_2__journal_batches.sql",
            "V14__key_day_limits.sql",
            "V15__waited_in_vain.sql",
            "V16__log_clients.sql");

    private static final Set<String> ORIGINALS =
            Set.of("t_settings", "t_error_logs", "t_request_log", "t_file_records");

    private Migrations() {}

    /**
     * A database that gemini-balance made is taken over in place: with all four tables there, version 1 counts as done.
     * With only some (an older gemini-balance), version 1 makes the missing ones.
     *
     * @return the version that the tables have now
     */
    static String apply(DatabaseAddress address, DataSource pool) throws SQLException {
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .loggers(QuietFlyway.class.getName())
                .resourceProvider(new Files())
                .javaMigrationClassProvider(List::of)
                .baselineOnMigrate(true)
                .baselineVersion(tables(pool).containsAll(ORIGINALS) ? "1" : "0")
                .baselineDescription("gemini-balance");
        if (address.jndiName().isPresent()) {
            configuration.dataSource(pool);
        } else {
            // Not through the pool: an index on millions of old rows takes longer than the pool's socket timeout.
            configuration.dataSource(address.url(), address.user(), address.password());
        }
        MigrateResult result = configuration.load().migrate();
        return result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion;
    }

    private static Set<String> tables(DataSource pool) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            try (ResultSet rows = about.getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
                while (rows.next()) {
                    names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private static final class Files implements ResourceProvider {
        private final List<LoadableResource> all =
                FILES.stream().<LoadableResource>map(File::new).toList();

        @Override
        public LoadableResource getResource(String name) {
            return all.stream()
                    .filter(file -> file.getRelativePath().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all.stream()
                    .filter(file -> file.getFilename().startsWith(prefix))
                    .filter(file -> List.of(suffixes).stream().anyMatch(file.getFilename()::endsWith))
                    .toList();
        }
    }

    private static final class File extends LoadableResource {
        private final String name;

        File(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream in = Migrations.class.getResourceAsStream("/sql/" + name)) {
                return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return getRelativePath();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getRelativePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return "sql/" + name;
        }
    }
}
