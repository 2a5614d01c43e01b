package io.pollux.settings;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** All rows of t_pollux_setting_change: the newest of each setting. */
final class History {
    static final int KEPT = 100;

    private History() {}

    static void add(EntityManager em, SettingChange change) {
        em.persist(new ChangeRow(change));
    }

    static Optional<SettingChange> find(EntityManager em, long id) {
        return Optional.ofNullable(em.find(ChangeRow.class, id)).map(ChangeRow::change);
    }

    /** The newest first. */
    static List<SettingChange> newest(EntityManager em, int most) {
        return em
                .createQuery("select c from ChangeRow c order by c.id desc", ChangeRow.class)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(ChangeRow::change)
                .toList();
    }

    static List<SettingChange> newest(EntityManager em, String name, int most) {
        return em
                .createQuery("select c from ChangeRow c where c.name = :name order by c.id desc", ChangeRow.class)
                .setParameter("name", name)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(ChangeRow::change)
                .toList();
    }

    /** Forgets what is beyond the newest of each setting, and says how many lines that were. */
    static int trim(EntityManager em) {
        int gone = 0;
        for (String name : em.createQuery(
                        "select c.name from ChangeRow c group by c.name having count(c) > " + KEPT, String.class)
                .getResultList()) {
            long newestToGo = em.createQuery(
                            "select c.id from ChangeRow c where c.name = :name order by c.id desc", Long.class)
                    .setParameter("name", name)
                    .setFirstResult(KEPT)
                    .setMaxResults(1)
                    .getSingleResult();
            gone += em.createQuery("delete from ChangeRow c where c.name = :name and c.id <= :id")
                    .setParameter("name", name)
                    .setParameter("id", newestToGo)
                    .executeUpdate();
        }
        return gone;
    }
}
