package io.pollux.keys;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads rows that may be very many, to look at them only. */
final class KeyRows {
    /** EclipseLink then keeps no second copy of each row, to compare it at every flush. */
    static final String UNMANAGED = "eclipselink.read-only";

    private KeyRows() {}

    /** @param question has a parameter "values" */
    static List<ApiKey> of(EntityManager em, String question, Collection<?> values) {
        List<ApiKey> rows = new ArrayList<>();
        for (List<?> chunk : Chunks.of(values)) {
            rows.addAll(em.createQuery(question, ApiKey.class)
                    .setParameter("values", chunk)
                    .setHint(UNMANAGED, "true")
                    .getResultList());
        }
        return rows;
    }
}
