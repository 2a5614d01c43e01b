package io.pollux.keys;

import io.pollux.exchange.Secret;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;

/** Answers questions about the key table. */
final class KeySearch {
    private static final String FOUND = """
            FROM ApiKey k WHERE %s AND (:kind IS NULL OR k.kind = :kind) AND (:text = ''
            OR LOWER(k.label) LIKE :part ESCAPE '!' OR LOWER(k.masked) LIKE :part ESCAPE '!'
            OR LOWER(k.project) LIKE :part ESCAPE '!' OR LOWER(k.note) LIKE :part ESCAPE '!'
            OR k.lookup = :lookup)""";

    private final KeyVault vault;

    KeySearch(KeyVault vault) {
        this.vault = vault;
    }

    KeyPage page(EntityManager em, KeyQuery query) {
        List<ApiKey> rows = query(em, "SELECT k", query, query.sort().clause(), ApiKey.class)
                .setFirstResult(query.first())
                .setMaxResults(query.size())
                .getResultList();
        long total = query(em, "SELECT COUNT(k)", query, "", Long.class).getSingleResult();
        return new KeyPage(rows, total);
    }

    List<Long> ids(EntityManager em, KeyQuery query) {
        return query(em, "SELECT k.id", query, query.sort().clause(), Long.class)
                .getResultList();
    }

    private <T> TypedQuery<T> query(EntityManager em, String select, KeyQuery query, String order, Class<T> type) {
        String text = query.text().strip();
        return em.createQuery(select + " " + FOUND.formatted(query.state().condition()) + order, type)
                .setParameter("kind", query.kind().orElse(null))
                .setParameter("text", text)
                .setParameter("part", "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%")
                .setParameter("lookup", text.isEmpty() ? "" : vault.lookup(Secret.of(text)));
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    KeyCensus census(EntityManager em) {
        return new KeyCensus(
                count(em, KeyQuery.State.IN_USE), count(em, KeyQuery.State.REFUSED), count(em, KeyQuery.State.OFF));
    }

    private static long count(EntityManager em, KeyQuery.State state) {
        return em.createQuery("SELECT COUNT(k) FROM ApiKey k WHERE " + state.condition(), Long.class)
                .getSingleResult();
    }
}
