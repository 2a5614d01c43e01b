package io.pollux.admin;

import io.pollux.journal.Place;
import io.pollux.journal.Rank;
import io.pollux.journal.RankedPage;
import io.pollux.journal.Ranking;
import io.pollux.journal.Ranking.Turn;
import io.pollux.journal.Stretch;
import io.pollux.journal.Stretch.Direction;
import java.util.List;

/**
 * The ways from one page of the log to its neighbours.
 *
 * @param back an address; empty when this is the first page
 * @param onward an address; empty when this is the last page
 */
public record LogPaging(String back, String onward) {
    static final LogPaging NONE = new LogPaging("", "");

    /** @param more whether there are rows beyond these, in the direction in which they were read */
    static LogPaging of(LogFilter filter, List<Place> shown, boolean more) {
        if (shown.isEmpty()) {
            return NONE;
        }
        Stretch stretch = filter.stretch();
        Direction onward = filter.onward();
        Direction backward = onward == Direction.OLDER ? Direction.NEWER : Direction.OLDER;
        boolean forth = stretch.direction() == onward;
        boolean before = forth ? stretch.beyond().isPresent() : more;
        boolean after = !forth || more;
        return new LogPaging(
                before ? filter.beyond(backward, shown.get(0)) : "",
                after ? filter.beyond(onward, shown.get(shown.size() - 1)) : "");
    }

    /** The same in a list that is sorted by a figure. */
    static <T> LogPaging of(LogFilter filter, RankedPage<T> page) {
        if (page.rows().isEmpty()) {
            return NONE;
        }
        Ranking ranking = filter.ranking();
        boolean forth = ranking.turn() == Turn.ONWARD;
        boolean before = forth ? ranking.beyond().isPresent() : page.more();
        boolean after = !forth || page.more();
        Rank first = page.rows().get(0).rank();
        Rank last = page.rows().get(page.rows().size() - 1).rank();
        return new LogPaging(
                before ? filter.beyond(Turn.BACK, first) : "", after ? filter.beyond(Turn.ONWARD, last) : "");
    }
}
