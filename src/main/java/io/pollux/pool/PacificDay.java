package io.pollux.pool;

import java.time.Instant;

/** Which {@link QuotaDay} it is: worked out anew only when another has begun. Guarded by the pool's lock. */
final class PacificDay {
    private long begins;
    private long ends;

    /** When the day of that moment is over. */
    long endOf(long now) {
        if (now < begins || now >= ends) {
            Instant moment = Instant.ofEpochMilli(now);
            begins = QuotaDay.beginOf(moment).toEpochMilli();
            ends = QuotaDay.endOf(moment).toEpochMilli();
        }
        return ends;
    }
}
