package io.pollux.keys;

import io.pollux.keys.KeyEvent.Kind;
import io.pollux.keys.KeyHistory.Line;
import io.pollux.storage.Transaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator changes about many keys in one transaction, with a line in the history of those that it changes. */
final class KeyWrites {
    private static final String ROWS = "SELECT k FROM ApiKey k WHERE k.id IN :values ORDER BY k.id";

    private final Transaction transaction;
    private final EntityManager em;
    private final Instant now;

    KeyWrites(Transaction transaction, Instant now) {
        this.transaction = transaction;
        this.em = transaction.em();
        this.now = now;
    }

    void describe(long id, KeyTraits traits) {
        ApiKey key = em.find(ApiKey.class, id);
        if (key == null) {
            return;
        }
        DayLimit limit = traits.dayLimit();
        if (!key.getDayLimit().equals(limit)) {
            KeyHistory.write(transaction, List.of(Line.of(id, now, limited(limit), limit.toString())));
        }
        key.describe(traits, now);
    }

    void enable(Collection<Long> ids) {
        for (List<Long> chunk : Chunks.of(ids)) {
            remember(chunk, "enabled = FALSE", Kind.ENABLED, "");
            update("k.enabled = true", chunk, Map.of());
        }
    }

    void disable(Collection<Long> ids) {
        for (List<Long> chunk : Chunks.of(ids)) {
            remember(chunk, "enabled = TRUE", Kind.DISABLED, "");
            update("k.enabled = false", chunk, Map.of());
        }
    }

    void absolve(Collection<Long> ids) {
        for (List<Long> chunk : Chunks.of(ids)) {
            remember(chunk, "(refusal IS NOT NULL OR failures > 0)", Kind.FORGIVEN, "");
            update("k.failures = 0, k.refusal = null, k.refusalReason = null, k.refusedAt = null", chunk, Map.of());
        }
    }

    void assign(Collection<Long> ids, Optional<String> project) {
        for (List<Long> chunk : Chunks.of(ids)) {
            remember(chunk, "1 = 1", Kind.MOVED, project.orElse(""));
            if (project.isPresent()) {
                update("k.project = :project", chunk, Map.of("project", project.get()));
            } else {
                update("k.project = null", chunk, Map.of());
            }
        }
    }

    /** The count is told to all nodes anew: so far they needed to know it only of keys that had a limit. */
    void limit(Collection<Long> ids, DayLimit limit) {
        for (List<Long> chunk : Chunks.of(ids)) {
            remember(chunk, "day_limit <> " + limit.calls(), limited(limit), limit.toString());
            update("k.countedAt = :now, k.dayLimit = :limit", chunk, Map.of("limit", limit.calls()));
        }
    }

    static Kind limited(DayLimit limit) {
        return limit.none() ? Kind.UNLIMITED : Kind.LIMITED;
    }

    void tag(Collection<Long> ids, Tags added, Tags removed) {
        for (List<Long> chunk : Chunks.of(ids)) {
            em.createQuery(ROWS, ApiKey.class)
                    .setParameter("values", chunk)
                    .getResultList()
                    .forEach(key -> key.tag(key.getTags().with(added.words(), removed.words())));
            em.flush();
            em.clear();
        }
    }

    /** Returns those that were there. */
    List<Long> delete(Collection<Long> ids, Instant together) {
        List<Long> deleted = new ArrayList<>();
        Chunks.of(ids).forEach(chunk -> deleted.addAll(deleteSome(chunk, together)));
        return deleted;
    }

    private List<Long> deleteSome(List<Long> ids, Instant together) {
        List<ApiKey> keys = KeyRows.of(em, ROWS, ids);
        if (keys.isEmpty()) {
            return List.of();
        }
        KeyBin.throwIn(transaction, ids, together);
        forget(keys.stream().map(ApiKey::lookup).toList());
        keys.forEach(key -> em.persist(new Tombstone(key, now)));
        em.createQuery("DELETE FROM ApiKey k WHERE k.id IN :ids")
                .setParameter("ids", ids)
                .executeUpdate();
        em.flush();
        em.clear();
        List<Long> deleted = keys.stream().map(ApiKey::getId).toList();
        KeyHistory.write(
                transaction,
                deleted.stream().map(id -> Line.of(id, now, Kind.DELETED, "")).toList());
        return deleted;
    }

    void restore(Collection<Long> ids) {
        for (List<Long> chunk : Chunks.of(ids)) {
            List<String> lookups = KeyBin.lookups(transaction, chunk);
            KeyBin.takeOut(transaction, chunk, now);
            forget(lookups);
            remember(chunk, "1 = 1", Kind.RETURNED, "");
        }
    }

    private void forget(List<String> lookups) {
        if (!lookups.isEmpty()) {
            em.createQuery("DELETE FROM Tombstone t WHERE t.lookup IN :lookups")
                    .setParameter("lookups", lookups)
                    .executeUpdate();
        }
    }

    private void remember(List<Long> ids, String condition, Kind kind, String reason) {
        KeyHistory.write(transaction, ids, condition, new KeyEvent(now, kind, reason, "", Optional.empty()));
    }

    private void update(String assignments, List<Long> ids, Map<String, Object> parameters) {
        Query update = em.createQuery("UPDATE ApiKey k SET k.changedAt = :now, " + assignments + " WHERE k.id IN :ids")
                .setParameter("now", now)
                .setParameter("ids", ids);
        parameters.forEach(update::setParameter);
        update.executeUpdate();
    }
}
