package io.pollux.pool;

import io.pollux.exchange.PassedOver.Why;

/**
 * One conversation stays with one key, so that Google finds in its cache what it has read before. Each conversation has an
 * order of its own among the projects: the first is its favourite, the next stands in while the favourite rests or is near
 * a limit, and when the favourite is back so is the conversation. A key that comes or goes moves only the conversations
 * that get it or had it.
 *
 * <p>Among few keys all are put in order, by project first: another key of the same project is as good. Among many the
 * conversation has a list of places at which it looks, one after the other; who is not there when a place is empty is
 * replaced by a key of the same project, if one is ready. Places are a node's own, so that among many keys two nodes may
 * have different favourites.
 */
final class Sticky implements Strategy {
    /** Up to so many keys of a tier are all put in order. Counts those that rest too, or the order would change with them. */
    static final int FEW = 64;

    /** At so many places a conversation looks, and then takes what comes next. */
    private static final int LOOKS = 16;

    private static final int FAVOURITES = 4;
    private static final int SISTERS = 4;
    /** From this share of a limit on, what is left is kept for when nobody else has anything. */
    private static final double NEAR = 0.9;

    private final Strategy otherwise;
    private final long[] marks = new long[FAVOURITES];

    /** @param otherwise serves calls that belong to no conversation */
    Sticky(Strategy otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public int rank(Ring ring, Need need, int[] best) {
        if (need.affinity() == 0) {
            return otherwise.rank(ring, need, best);
        }
        if (ring.tier().places() > FEW) {
            return look(ring, need, best);
        }
        int count = order(ring, need, best);
        for (int i = 0; i < count; i++) {
            if (isSpare(ring.at(best[i]), need)) {
                toFront(best, i);
                break;
            }
        }
        return count;
    }

    private int order(Ring ring, Need need, int[] best) {
        int count = 0;
        int place = ring.from(0);
        for (int looked = 0; looked < ring.count(); looked++) {
            KeyEntry entry = ring.at(place);
            if (!need.tried().contains(entry.id())) {
                count = insert(
                        ring, entry, Scatter.of(need.affinity(), entry.project().seed()), best, count);
            }
            place = ring.from(place + 1);
        }
        return count;
    }

    /** Keeps the highest marks in front. Of a project's keys there is one, the first that was added. */
    private int insert(Ring ring, KeyEntry entry, long mark, int[] best, int count) {
        int at = count;
        while (at > 0 && marks[at - 1] < mark) {
            at--;
        }
        if (at == FAVOURITES || at > 0 && ring.at(best[at - 1]).project() == entry.project()) {
            return count;
        }
        int last = Math.min(count, FAVOURITES - 1);
        System.arraycopy(marks, at, marks, at + 1, last - at);
        System.arraycopy(best, at, best, at + 1, last - at);
        marks[at] = mark;
        best[at] = entry.place();
        return last + 1;
    }

    private int look(Ring ring, Need need, int[] best) {
        int count = 0;
        for (int look = 0; look < LOOKS && count < FAVOURITES; look++) {
            int place = near(
                    ring,
                    need,
                    Scatter.place(Scatter.of(need.affinity(), look), ring.tier().places()));
            if (place >= 0 && isNew(ring, place, best, count)) {
                best[count] = place;
                count++;
                if (isSpare(ring.at(place), need)) {
                    toFront(best, count - 1);
                    return count;
                }
            }
        }
        if (count == 0) {
            best[0] = ring.from(Scatter.place(need.affinity(), ring.tier().places()));
            count = need.tried().contains(ring.at(best[0]).id()) ? 0 : 1;
        }
        return count;
    }

    /** The key of a place if it is ready, or one of its project that is; else {@link Ring#EMPTY}. */
    private static int near(Ring ring, Need need, int place) {
        KeyEntry there = ring.at(place);
        if (there == null || isReady(ring, there, need)) {
            return there == null ? Ring.EMPTY : place;
        }
        int looked = 0;
        for (KeyEntry sister : there.project().members()) {
            if (isReady(ring, sister, need)) {
                return sister.place();
            }
            if (++looked == SISTERS) {
                return Ring.EMPTY;
            }
        }
        return Ring.EMPTY;
    }

    private static boolean isReady(Ring ring, KeyEntry entry, Need need) {
        return entry.tier() == ring.tier()
                && ring.holds(entry.place())
                && !need.tried().contains(entry.id());
    }

    private static boolean isNew(Ring ring, int place, int[] best, int count) {
        for (int i = 0; i < count; i++) {
            if (ring.at(best[i]).project() == ring.at(place).project()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpare(KeyEntry entry, Need need) {
        Account account = entry.project().find(need.model());
        if (account == null || account.fullness(need.now()) < NEAR) {
            return true;
        }
        need.passes(entry, Why.NEAR_LIMIT);
        return false;
    }

    private static void toFront(int[] best, int from) {
        int place = best[from];
        System.arraycopy(best, 0, best, 1, from);
        best[0] = place;
    }
}
