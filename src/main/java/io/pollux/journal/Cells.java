package io.pollux.journal;

import io.pollux.exchange.Ending;
import io.pollux.storage.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;

/** Reads one row from left to right. What is missing reads as empty or zero. */
final class Cells {
    private final ResultSet rows;
    private int column;

    Cells(ResultSet rows) {
        this.rows = rows;
    }

    String text() throws SQLException {
        return Optional.ofNullable(rows.getString(++column)).orElse("");
    }

    String key() throws SQLException {
        return Veil.key(text());
    }

    int number() throws SQLException {
        return rows.getInt(++column);
    }

    long id() throws SQLException {
        return rows.getLong(++column);
    }

    boolean yes() throws SQLException {
        return rows.getBoolean(++column);
    }

    Instant time() throws SQLException {
        return UtcTime.instant(rows.getObject(++column, LocalDateTime.class));
    }

    Duration millis() throws SQLException {
        return Duration.ofMillis(id());
    }

    Optional<Ending> ending() throws SQLException {
        String name = text();
        return Arrays.stream(Ending.values())
                .filter(ending -> ending.name().equals(name))
                .findFirst();
    }
}
