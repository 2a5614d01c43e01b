package io.pollux.pool;

import io.pollux.exchange.Quota;
import java.util.Arrays;

/**
 * The key whose project has the largest share of its quota left, counted by the limit that is nearest. A project of which a
 * limit is not known is taken to have the highest that one of the others has; where nothing is known of any, it is the
 * least used.
 */
final class MostQuota implements Strategy {
    private static final Quota[] QUOTAS = Quota.values();
    private static final long[] NOTHING = new long[QUOTAS.length];

    private final Sample sample = new Sample();
    private final Account[] accounts = new Account[MOST];
    private final long[] highest = new long[QUOTAS.length];

    @Override
    public int rank(Ring ring, Need need, int[] best) {
        int count = sample.draw(ring, need.tried(), best);
        Arrays.fill(highest, 0);
        for (int i = 0; i < count; i++) {
            accounts[i] = ring.at(best[i]).project().find(need.model());
            raise(accounts[i]);
        }
        boolean unknown = Arrays.equals(highest, NOTHING);
        for (int i = 0; i < count; i++) {
            sample.marks()[i] = unknown ? LeastUsed.use(accounts[i], need.now()) : fullness(accounts[i], need.now());
        }
        sample.sort(best, count);
        return count;
    }

    private void raise(Account account) {
        if (account != null && account.ceilings().any()) {
            for (int quota = 0; quota < QUOTAS.length; quota++) {
                long most = account.ceilings().of(QUOTAS[quota]);
                highest[quota] = most == Ceilings.NONE ? highest[quota] : Math.max(highest[quota], most);
            }
        }
    }

    private double fullness(Account account, long now) {
        double fullest = 0;
        for (int quota = 0; quota < QUOTAS.length && account != null; quota++) {
            long known = account.ceilings().of(QUOTAS[quota]);
            long most = known == Ceilings.NONE ? highest[quota] : known;
            fullest = most == 0 ? fullest : Math.max(fullest, (double) account.used(QUOTAS[quota], now) / most);
        }
        return fullest;
    }
}
