package io.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a database in a file can do. */
class EmbeddedIT {
    @TempDir
    private Path directory;

    @Test
    void closedFileIsFreeAtOnce() {
        for (int round = 0; round < 30; round++) {
            try (Storage storage = open()) {
                storage.write(transaction -> Marks.put(transaction, "long", "x".repeat(20_000)));
            }
        }
    }

    @Test
    void onlyTheDatabaseIsLeftInTheDirectory() {
        open().close();

        assertThat(place().toFile().list()).containsExactly("test.mv.db");
    }

    @Test
    void fileOfAnEarlierPolluxOpens() throws SQLException {
        open().close();
        JdbcDataSource before = new JdbcDataSource();
        before.setURL("jdbc:h2:file:" + place().resolve("test")
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
        try (Connection connection = before.getConnection("sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t_pollux_mark (name, content) VALUES ('old', '1')");
            statement.execute("SHUTDOWN");
        }

        try (Storage storage = open()) {
            Optional<String> read = storage.read(em -> Marks.find(em, "old"));
            assertThat(read).contains("1");
        }
    }

    @Test
    void fileIsLockedWhileItIsOpen() throws IOException {
        try (Storage storage = open();
                FileChannel other = FileChannel.open(place().resolve("test.mv.db"), StandardOpenOption.WRITE)) {
            assertThat(storage.healthy()).isTrue();
            assertThatExceptionOfType(OverlappingFileLockException.class).isThrownBy(other::tryLock);
        }
    }

    private Storage open() {
        return Storage.open(DatabaseAddress.embedded(place(), "test"));
    }

    private Path place() {
        return directory.resolve("with blanks, and more");
    }
}
