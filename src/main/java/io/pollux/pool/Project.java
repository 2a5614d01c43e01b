package io.pollux.pool;

import java.util.ArrayList;
import java.util.List;

/** The keys that draw on one quota and so cool together. Guarded by the pool's lock. */
final class Project {
    private final String scope;
    private final List<KeyEntry> members = new ArrayList<>(1);

    Project(String scope) {
        this.scope = scope;
    }

    /** Names it in the table of cool-downs. */
    String scope() {
        return scope;
    }

    List<KeyEntry> members() {
        return members;
    }

    boolean deserted() {
        return members.isEmpty();
    }
}
