package io.pollux.testing;

import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The databases that every test of stored things runs on. */
public enum TestDatabase {
    H2 {
        @Override
        public Map<String, String> fresh(String name) {
            Path directory = Path.of("target", "h2", name).toAbsolutePath();
            try {
                Files.createDirectories(directory);
                Files.deleteIfExists(directory.resolve(name + ".mv.db"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of("DATABASE_TYPE", "h2", "POLLUX_DATA_DIR", directory.toString(), "SQLITE_DATABASE", name);
        }
    },
    MARIADB {
        @Override
        public Map<String, String> fresh(String name) {
            return MariaDb.schema(name);
        }
    };

    /** The environment values that lead to a new, empty database. */
    public abstract Map<String, String> fresh(String name);

    /** Opens a new database with the tables of Pollux in it. */
    public Storage open(String name) {
        return Storage.open(address(fresh(name)));
    }

    public static DatabaseAddress address(Map<String, String> environment) {
        return DatabaseAddress.from(name -> Optional.ofNullable(environment.get(name)));
    }
}
