package io.pollux.admin.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses the administrator's token. May be used from any thread; what it remembers is bounded.
 *
 * <p>Each address has five tries. Then it waits for half a minute, and twice as long after each further failure, up to a
 * quarter of an hour. All addresses together have sixty failures in a quarter of an hour, so that many addresses are of
 * little use; one from which the administrator has logged in before does not suffer from the others.
 */
final class LoginThrottle {
    static final int TRIES = 5;
    static final int TRIES_OF_ALL = 60;
    static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private static final int DOUBLINGS = 5;
    private static final int REMEMBERED = 10_000;
    private static final Tally NONE = new Tally(0, Instant.MIN);

    private final Map<String, Tally> failing = new Recent<>(REMEMBERED);
    private final Map<String, Instant> familiar = new Recent<>(REMEMBERED / 10);
    private Tally all = NONE;
    private Instant allSince = Instant.MIN;

    /**
     * How long somebody must wait before the next try; zero when it may be made now. Such a try counts as failed until
     * {@link #succeeded} says otherwise, so many tries at the same moment do not pass all together.
     */
    synchronized Duration ask(String address, Instant now) {
        String place = Neighbourhood.of(address);
        Tally own = failing.getOrDefault(place, NONE);
        if (own.last().plus(LONGEST_WAIT).isBefore(now)) {
            own = NONE;
        }
        if (now.isAfter(allSince.plus(LONGEST_WAIT))) {
            allSince = now;
            all = NONE;
        }
        Duration wait = longer(Duration.between(now, own.free()), waitForAll(place, now));
        if (wait.isZero()) {
            failing.put(place, own.another(now));
            all = all.another(now);
        }
        return wait;
    }

    /** The try that was just allowed was right. */
    synchronized void succeeded(String address, Instant now) {
        String place = Neighbourhood.of(address);
        failing.remove(place);
        familiar.put(place, now);
        all = new Tally(Math.max(0, all.failures() - 1), all.last());
    }

    /** How many addresses it remembers. */
    synchronized int size() {
        return failing.size() + familiar.size();
    }

    private Duration waitForAll(String place, Instant now) {
        return all.failures() < TRIES_OF_ALL || familiar.containsKey(place)
                ? Duration.ZERO
                : Duration.between(now, allSince.plus(LONGEST_WAIT));
    }

    private static Duration longer(Duration one, Duration other) {
        Duration longer = one.compareTo(other) > 0 ? one : other;
        return longer.isNegative() ? Duration.ZERO : longer;
    }

    private record Tally(int failures, Instant last) {
        Tally another(Instant now) {
            return new Tally(failures + 1, now);
        }

        /** When the next try is free. */
        Instant free() {
            if (failures < TRIES) {
                return last;
            }
            Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - TRIES, DOUBLINGS));
            return last.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        }
    }

    /** Forgets what was used longest ago. */
    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
