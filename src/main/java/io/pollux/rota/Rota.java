package io.pollux.rota;

import io.pollux.rota.RotaLine.Outcome;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jobs of all nodes, on disk. Each statement changes one row and says by its count whether it did, so nodes need no lock
 * and do not wait for each other. The clocks of the nodes must agree to well within {@link #TERM}.
 */
public final class Rota {
    /** So long a job stays in the hands of a node that is heard of no more. */
    public static final Duration TERM = Duration.ofSeconds(45);

    private static final int LONGEST = 500;
    /** Beyond what any clock that is only a little wrong could have written. */
    private static final Duration ABSURD = TERM.multipliedBy(4);

    private static final String ENTER =
            "INSERT INTO t_pollux_job (name, due_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)";
    private static final String READ =
            "SELECT name, due_at, holder, held_until, begun_at, ended_at, outcome, told FROM t_pollux_job ORDER BY name";
    private static final String FREE = "(held_until IS NULL OR held_until <= ? OR held_until > ?)";
    private static final String TAKE = "UPDATE t_pollux_job SET holder = ?, held_until = ?, begun_at = ?"
            + " WHERE name = ? AND due_at <= ? AND " + FREE;
    private static final String MINE = " WHERE name = ? AND holder = ? AND begun_at = ? AND held_until IS NOT NULL";
    private static final String RENEW = "UPDATE t_pollux_job SET held_until = ?" + MINE;
    private static final String END =
            "UPDATE t_pollux_job SET held_until = NULL, ended_at = ?, outcome = ?, told = ?, due_at = ?" + MINE;
    private static final String LEAVE = "UPDATE t_pollux_job SET held_until = NULL" + MINE;
    private static final String MOVE = "UPDATE t_pollux_job SET due_at = ? WHERE name = ? AND " + FREE;

    private final Storage storage;
    private final String node;
    private final Clock clock;

    /** @param node a name that no other node has, nor this one after its next start */
    public Rota(Storage storage, String node, Clock clock) {
        this.storage = storage;
        this.node = node;
        this.clock = clock;
    }

    /** What this node is called. */
    public String node() {
        return node;
    }

    /** Puts a job down that may be new; one that is there stays as it is. */
    public void enter(String job, Instant due) {
        change(ENTER, job, UtcTime.column(due));
    }

    /** All that were ever entered, by their names. */
    public List<RotaLine> lines() {
        return storage.inTransaction(transaction -> {
            try (PreparedStatement read = transaction.connection().prepareStatement(READ);
                    ResultSet rows = read.executeQuery()) {
                List<RotaLine> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(line(rows));
                }
                return lines;
            } catch (SQLException e) {
                throw new IllegalStateException("Reading the jobs failed: " + e.getMessage(), e);
            }
        });
    }

    /** Takes a job in hand if it is due and in nobody's. Whoever gets it ends or leaves it. */
    public Optional<Turn> take(String job) {
        Instant now = clock.instant();
        LocalDateTime at = UtcTime.column(now);
        boolean taken = change(TAKE, node, UtcTime.column(now.plus(TERM)), at, job, at, at, absurd(now));
        return taken ? Optional.of(new Turn(job, UtcTime.instant(at))) : Optional.empty();
    }

    /** Keeps it for another term. Says no when somebody else has taken it meanwhile. */
    public boolean renew(Turn turn) {
        return mine(RENEW, turn, UtcTime.column(clock.instant().plus(TERM)));
    }

    /** Writes down what came of it and when it is due again, unless somebody else has taken it meanwhile. */
    public boolean end(Turn turn, Outcome outcome, String told, Instant due) {
        String words = told.length() <= LONGEST ? told : told.substring(0, LONGEST);
        return mine(END, turn, UtcTime.column(clock.instant()), outcome.name(), words, UtcTime.column(due));
    }

    /** Gives it up half-way, for another node to take at once. */
    public void leave(Turn turn) {
        mine(LEAVE, turn);
    }

    /** Makes another time of the one at which it is due, unless it is in somebody's hands. */
    public boolean move(String job, Instant due) {
        Instant now = clock.instant();
        return change(MOVE, UtcTime.column(due), job, UtcTime.column(now), absurd(now));
    }

    private boolean mine(String sql, Turn turn, Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.addAll(List.of(turn.job(), node, UtcTime.column(turn.begun())));
        return change(sql, all.toArray());
    }

    private boolean change(String sql, Object... values) {
        return storage.inTransaction(transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement.executeUpdate() > 0;
            } catch (SQLException e) {
                throw new IllegalStateException("Writing down a job failed: " + e.getMessage(), e);
            }
        });
    }

    private static LocalDateTime absurd(Instant now) {
        return UtcTime.column(now.plus(ABSURD));
    }

    private static RotaLine line(ResultSet rows) throws SQLException {
        return new RotaLine(
                rows.getString(1),
                time(rows, 2).orElseThrow(),
                text(rows, 3),
                time(rows, 4),
                time(rows, 5),
                time(rows, 6),
                Optional.ofNullable(rows.getString(7)).map(Outcome::valueOf),
                text(rows, 8));
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        return Optional.ofNullable(rows.getString(column)).orElse("");
    }

    private static Optional<Instant> time(ResultSet rows, int column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, LocalDateTime.class)).map(UtcTime::instant);
    }
}
