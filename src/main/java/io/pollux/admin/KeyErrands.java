package io.pollux.admin;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs errands, one at a time, on a thread that is there while there is one. Every page of this node sees the latest. */
@ApplicationScoped
public class KeyErrands {
    @Inject
    private OfficeDoor door;

    private final ThreadPoolExecutor hands =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), KeyErrands::thread);
    /** Written under the lock. */
    private volatile KeyErrand latest;

    public KeyErrands() {
        hands.allowCoreThreadTimeOut(true);
    }

    /** Begins it, and returns false when another one is still under way. */
    public synchronized boolean begin(Deed deed, List<Long> ids) {
        if (latest != null && latest.isRunning()) {
            return false;
        }
        KeyErrand errand = new KeyErrand(deed, ids, office().clock().instant());
        latest = errand;
        hands.execute(() -> errand.run(this::office));
        return true;
    }

    /** The one under way, or the last one until somebody has dismissed it. */
    public Optional<KeyErrand> latest() {
        return Optional.ofNullable(latest);
    }

    public synchronized void dismiss() {
        if (latest != null && !latest.isRunning()) {
            latest = null;
        }
    }

    @PreDestroy
    void close() {
        latest().ifPresent(KeyErrand::stop);
        hands.shutdown();
    }

    private Office office() {
        return door.office().orElseThrow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "pollux-errand");
        thread.setDaemon(true);
        thread.setContextClassLoader(KeyErrands.class.getClassLoader());
        return thread;
    }
}
