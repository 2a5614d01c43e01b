package io.pollux.pool;

/** The key whose project has had the fewest requests in this minute, and of those in this day. */
final class LeastUsed implements Strategy {
    /** More than any day has requests, and few enough for a double to count them together. */
    private static final double MINUTE = 1e9;

    private final Sample sample = new Sample();

    @Override
    public int rank(Ring ring, Need need, int[] best) {
        int count = sample.draw(ring, need.tried(), best);
        for (int i = 0; i < count; i++) {
            sample.marks()[i] = use(ring.at(best[i]).project().find(need.model()), need.now());
        }
        sample.sort(best, count);
        return count;
    }

    static double use(Account account, long now) {
        return account == null ? 0 : account.minute().requests(now) * MINUTE + account.requestsToday(now);
    }
}
