package io.pollux.journal;

import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Conditions on the rows of one of the two tables, and what is bound to them. */
final class Where {
    private final StringJoiner conditions = new StringJoiner(" AND ");
    private final List<Object> bound = new ArrayList<>();

    Where and(String condition, Object... values) {
        conditions.add(condition);
        bound.addAll(List.of(values));
        return this;
    }

    Where same(String column, String text) {
        return text.isEmpty() ? this : and(column + " = ?", text);
    }

    Where same(String column, long number) {
        return number == 0 ? this : and(column + " = ?", number);
    }

    /** The whole of it, or its beginning when a star follows. */
    Where like(String column, String text) {
        return text.endsWith("*")
                ? and(column + " LIKE ? ESCAPE '!'", escaped(text.substring(0, text.length() - 1)) + "%")
                : same(column, text);
    }

    /** By its name or its id. Names that Pollux gives have a blank in them: those an index knows. */
    Where client(String client) {
        if (client.indexOf(' ') >= 0) {
            return and("caller_name = ?", client);
        }
        return client.isEmpty() ? this : and("(caller = ? OR caller_name = ?)", client, client);
    }

    /** The masked form, or the number. */
    Where key(String column, String key) {
        return key.matches("\\d{1,18}") ? same("key_id", Long.parseLong(key)) : same(column, key);
    }

    /** There is always a lower bound, so that the index on the time is the way through the table. */
    Where between(Optional<Instant> from, Optional<Instant> until) {
        and("request_time >= ?", time(from.orElse(Instant.EPOCH)));
        return until.map(end -> and("request_time < ?", time(end))).orElse(this);
    }

    /** What lies beyond a place, in a direction; rows of one moment are told apart by their numbers. */
    Where beyond(Stretch stretch, Place.Origin origin) {
        if (stretch.beyond().isEmpty()) {
            return this;
        }
        Place place = stretch.beyond().get();
        boolean older = stretch.direction() == Stretch.Direction.OLDER;
        String way = older ? "<" : ">";
        LocalDateTime at = time(place.time());
        int order = Integer.signum(origin.compareTo(place.origin()));
        if (order == 0) {
            and("request_time " + way + "= ?", at);
            return and("(request_time " + way + " ? OR id " + way + " ?)", at, place.id());
        }
        return and("request_time " + way + (order < 0 == older ? "= ?" : " ?"), at);
    }

    /** Whatever the case of its letters. */
    static String contains(String text) {
        return "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%";
    }

    static String order(Stretch stretch) {
        String way = stretch.direction() == Stretch.Direction.OLDER ? " DESC" : "";
        return " ORDER BY request_time" + way + ", id" + way + " LIMIT " + (stretch.size() + 1);
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < bound.size(); i++) {
            statement.setObject(i + 1, bound.get(i));
        }
    }

    @Override
    public String toString() {
        return " WHERE " + conditions;
    }

    private static LocalDateTime time(Instant instant) {
        return UtcTime.column(instant);
    }

    private static String escaped(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }
}
