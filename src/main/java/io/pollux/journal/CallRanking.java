package io.pollux.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Sorts calls by a figure. There is no index by the figures, for each would cost every call that is written; so the newest
 * calls that fit are compared, up to a number that takes a moment only, and the page says when there are more.
 */
final class CallRanking {
    private final LogQuery query;
    private final Measure measure;
    private final Ranking ranking;

    CallRanking(LogQuery query, Measure measure, Ranking ranking) {
        this.query = query;
        this.measure = measure;
        this.ranking = ranking;
    }

    RankedPage<CallLine> read(Connection connection) throws SQLException {
        CallSearch search = new CallSearch(query, Stretch.newest(LogReader.MOST_COMPARED));
        List<Rank> newest = search.ranks(connection, measure);
        List<Rank> cut = ranking.cut(newest.subList(0, Math.min(newest.size(), LogReader.MOST_COMPARED)));
        List<Rank> shown = ranking.shown(cut);
        Map<Place, CallLine> lines =
                search.at(connection, shown.stream().map(Rank::place).toList());
        List<Ranked<CallLine>> rows = shown.stream()
                .filter(rank -> lines.containsKey(rank.place()))
                .map(rank -> new Ranked<>(lines.get(rank.place()), rank))
                .toList();
        return new RankedPage<>(rows, cut.size() > ranking.size(), newest.size() <= LogReader.MOST_COMPARED);
    }
}
