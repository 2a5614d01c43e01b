package io.pollux.keys;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.storage.Storage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which keys in use Google has come to refuse of late, for whoever wants to know what is wrong. */
public final class RefusedKeys {
    private static final String SINCE = "k.refusedAt >= :moment AND " + KeyQuery.State.REFUSED.condition();

    private final Storage storage;

    public RefusedKeys(Storage storage) {
        this.storage = storage;
    }

    /** The latest first. */
    public List<ApiKey> since(Instant moment, int atMost) {
        return storage.read(em -> em.createQuery(
                        "SELECT k FROM ApiKey k WHERE " + SINCE + " ORDER BY k.refusedAt DESC, k.id", ApiKey.class)
                .setParameter("moment", moment)
                .setMaxResults(atMost)
                .getResultList());
    }

    /** How many, and why. */
    public Map<Refusal, Long> reasons(Instant since) {
        Map<Refusal, Long> found = new EnumMap<>(Refusal.class);
        List<Object[]> rows = storage.read(em -> em.createQuery(
                        "SELECT k.refusal, COUNT(k) FROM ApiKey k WHERE " + SINCE + " GROUP BY k.refusal",
                        Object[].class)
                .setParameter("moment", since)
                .getResultList());
        rows.forEach(row -> found.put((Refusal) row[0], (Long) row[1]));
        return found;
    }
}
