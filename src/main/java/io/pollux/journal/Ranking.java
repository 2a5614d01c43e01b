package io.pollux.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a list that is sorted by a figure; rows of one figure stand with the newest first, whichever way.
 *
 * @param beyond the row that it begins behind, or that it ends before
 * @param size how many rows at most
 */
public record Ranking(Way way, Turn turn, Optional<Rank> beyond, int size) {
    /** Which figures come first. */
    public enum Way {
        MOST_FIRST,
        LEAST_FIRST
    }

    /** To which side of a row. */
    public enum Turn {
        ONWARD,
        BACK
    }

    /** Whether figures become smaller in the direction of the turn. */
    boolean falls() {
        return (way == Way.MOST_FIRST) == (turn == Turn.ONWARD);
    }

    /** The ranks of this piece, in the direction of the turn, and one more if there is one. */
    List<Rank> cut(List<Rank> all) {
        Comparator<Rank> order = turn == Turn.ONWARD ? order() : order().reversed();
        return all.stream()
                .filter(rank -> beyond.isEmpty() || order.compare(rank, beyond.get()) > 0)
                .sorted(order)
                .limit(size + 1L)
                .toList();
    }

    /** What was cut, as it is to be shown. */
    <T> List<T> shown(List<T> cut) {
        List<T> shown = new ArrayList<>(cut.subList(0, Math.min(size, cut.size())));
        if (turn == Turn.BACK) {
            Collections.reverse(shown);
        }
        return shown;
    }

    private Comparator<Rank> order() {
        Comparator<Rank> figures = Comparator.comparingLong(Rank::figure);
        return (way == Way.MOST_FIRST ? figures.reversed() : figures)
                .thenComparing(Rank::place, Comparator.reverseOrder());
    }
}
