package io.pollux.journal;

import io.pollux.journal.Ranking.Turn;
import io.pollux.journal.Stretch.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sorts errors by their statuses: one status after the other, each by time, which is how the index of both has them. So
 * nothing is read that is not shown, however many there are.
 */
final class ErrorRanking {
    private static final int ABOVE_ALL = 1_000_000;
    private static final int NO_STATUS = 0;
    private static final int OVER = -1;

    private final LogQuery query;
    private final Ranking ranking;
    private final long giveUp = System.nanoTime() + Question.PATIENCE.toNanos();

    ErrorRanking(LogQuery query, Ranking ranking) {
        this.query = query;
        this.ranking = ranking;
    }

    RankedPage<ErrorLine> read(Connection connection) throws SQLException {
        List<ErrorLine> cut = new ArrayList<>();
        int status = first(connection);
        while (status != OVER && cut.size() <= ranking.size()) {
            Stretch stretch = new Stretch(place(status), direction(), ranking.size() + 1 - cut.size());
            cut.addAll(new ErrorSearch(query, stretch).read(connection, status).rows());
            status = query.status() == 0 ? next(connection, status) : OVER;
            if (System.nanoTime() > giveUp) {
                throw new SQLTimeoutException("Sorting errors by status took too long");
            }
        }
        List<Ranked<ErrorLine>> rows = ranking.shown(cut).stream()
                .map(error -> new Ranked<>(error, new Rank(error.status(), error.place())))
                .toList();
        return new RankedPage<>(rows, cut.size() > ranking.size(), true);
    }

    private int first(Connection connection) throws SQLException {
        if (query.status() != 0) {
            return query.status();
        }
        if (ranking.beyond().isPresent()) {
            return (int) Math.min(ABOVE_ALL, ranking.beyond().get().figure());
        }
        return ranking.falls() ? next(connection, ABOVE_ALL) : NO_STATUS;
    }

    private int next(Connection connection, int status) throws SQLException {
        if (ranking.falls() && status == NO_STATUS) {
            return OVER;
        }
        Where where = ranking.falls()
                ? new Where().and("error_code < ?", status).and("error_code > 0")
                : new Where().and("error_code > ?", status);
        String nearest = ranking.falls() ? "MAX(error_code)" : "MIN(error_code)";
        int found = Question.ask(connection, "SELECT " + nearest + " FROM t_error_logs" + where, where, Cells::number)
                .get(0);
        return found == NO_STATUS && !ranking.falls() ? OVER : found;
    }

    private Optional<Place> place(int status) {
        return ranking.beyond().filter(rank -> rank.figure() == status).map(Rank::place);
    }

    private Direction direction() {
        return ranking.turn() == Turn.ONWARD ? Direction.OLDER : Direction.NEWER;
    }
}
