package io.pollux;

import io.pollux.housekeeping.Housekeeper;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The timer of a server without EJB, named in Tomcat's own web.xml alone. It only ticks. */
public class TomcatTimers implements ServletContextListener {
    @Inject
    private Instance<Housekeeper> produced;

    private ScheduledExecutorService scheduler;
    private ScheduledFuture<?> beat;
    private Housekeeper housekeeper;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pollux-beat"));
        long millis = Housekeeper.BEAT.toMillis();
        beat = scheduler.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        beat.cancel(false);
        scheduler.shutdownNow();
        try {
            scheduler.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        if (housekeeper == null) {
            housekeeper = produced.get();
        }
        if (housekeeper != null) {
            housekeeper.tick();
        }
    }
}
