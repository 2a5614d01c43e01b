package io.pollux.settings;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** All rows of t_pollux_setting_change. */
final class History {
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
}
