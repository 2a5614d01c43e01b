package io.pollux.admin.dashboard;

import io.pollux.admin.Office;
import jakarta.enterprise.context.ApplicationScoped;

/** Has the house looked through at most once in a few seconds, however many look at the page. */
@ApplicationScoped
public class Lookout {
    /** Guarded by this. */
    private Snapshot last;

    /** Guarded by this: of another house the news is old. */
    private Office seen;

    public synchronized Snapshot snapshot(Office office) {
        if (last == null || seen != office || !last.fresh(office.clock().instant())) {
            last = Snapshot.take(office);
            seen = office;
        }
        return last;
    }
}
