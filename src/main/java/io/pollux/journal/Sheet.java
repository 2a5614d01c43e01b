package io.pollux.journal;

import io.pollux.exchange.Failure;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Fills one row of a statement from left to right, each text cut to the length of its column. */
final class Sheet {
    private final PreparedStatement statement;
    private int column;

    Sheet(PreparedStatement statement) {
        this.statement = statement;
    }

    Sheet text(String text, int length) throws SQLException {
        String cut = text.length() <= length ? text : text.substring(0, length);
        statement.setString(++column, cut.isEmpty() ? null : cut);
        return this;
    }

    Sheet name(Optional<? extends Enum<?>> word) throws SQLException {
        statement.setString(++column, word.map(Enum::name).orElse(null));
        return this;
    }

    /** Zero means that there was none. */
    Sheet some(long number) throws SQLException {
        if (number == 0) {
            statement.setNull(++column, Types.INTEGER);
        } else {
            statement.setLong(++column, number);
        }
        return this;
    }

    Sheet number(int number) throws SQLException {
        statement.setInt(++column, number);
        return this;
    }

    Sheet yes(boolean yes) throws SQLException {
        statement.setBoolean(++column, yes);
        return this;
    }

    Sheet time(Instant time) throws SQLException {
        statement.setObject(++column, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        return this;
    }

    Sheet millis(Duration span) throws SQLException {
        statement.setLong(++column, Math.min(span.toMillis(), Integer.MAX_VALUE));
        return this;
    }

    /** H2 takes a text for a JSON string and bytes for JSON; MySQL takes bytes for no text at all. */
    Sheet json(Optional<String> json, Jsons jsons) throws SQLException {
        if (json.isEmpty()) {
            statement.setNull(++column, Types.VARCHAR);
        } else if (jsons == Jsons.AS_BYTES) {
            statement.setBytes(++column, json.get().getBytes(StandardCharsets.UTF_8));
        } else {
            statement.setString(++column, json.get());
        }
        return this;
    }

    Sheet failure(Optional<Failure> failure) throws SQLException {
        name(failure.map(Failure::fault));
        return text(failure.map(reason -> reason.getClass().getSimpleName()).orElse(""), 30);
    }

    void done() throws SQLException {
        statement.addBatch();
        column = 0;
    }

    /** How this database wants JSON to be bound. */
    enum Jsons {
        AS_BYTES,
        AS_TEXT
    }
}
