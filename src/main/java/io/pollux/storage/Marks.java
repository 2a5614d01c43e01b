package io.pollux.storage;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** Small named facts about this one database, such as what has been done once. A room begins the names with its own. */
public final class Marks {
    private Marks() {}

    public static Optional<String> find(EntityManager em, String name) {
        List<?> found = em.createNativeQuery("SELECT content FROM t_pollux_mark WHERE name = ?")
                .setParameter(1, name)
                .getResultList();
        return found.stream().map(Object::toString).findFirst();
    }

    /** Sets the mark unless it is there, and says what it is afterwards: of several nodes that ask, one is first. */
    public static String putIfAbsent(Storage storage, String name, String content) {
        storage.write(transaction -> transaction
                .em()
                .createNativeQuery("INSERT IGNORE INTO t_pollux_mark (name, content) VALUES (?, ?)")
                .setParameter(1, name)
                .setParameter(2, content)
                .executeUpdate());
        return storage.read(em -> find(em, name).orElseThrow());
    }

    public static void put(Transaction transaction, String name, String content) {
        transaction
                .em()
                .createNativeQuery("INSERT INTO t_pollux_mark (name, content) VALUES (?, ?)"
                        + " ON DUPLICATE KEY UPDATE content = VALUES(content)")
                .setParameter(1, name)
                .setParameter(2, content)
                .executeUpdate();
    }
}
