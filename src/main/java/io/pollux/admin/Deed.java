package io.pollux.admin;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** Something that can be done to many keys, a piece of them at a time. */
public interface Deed extends Serializable {
    /**
     * Does it to some of the keys, as one transaction.
     *
     * @param began when it was begun for all of them
     */
    void change(Office office, List<Long> ids, Instant began);

    /** The last part of the names of the texts that speak of it. */
    String name();
}
