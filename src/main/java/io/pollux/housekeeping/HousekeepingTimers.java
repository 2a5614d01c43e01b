package io.pollux.housekeeping;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/**
 * The timer of servers that have EJB. It only ticks: the work is the {@link Housekeeper}'s, which the house may produce
 * late, for its database may be late; until then the producer gives null. Where there is no EJB a scheduler ticks.
 *
 * <p>The bean manages concurrency and transactions itself, for the container would lock it and open a transaction twice a
 * second.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class HousekeepingTimers {
    @Resource
    private TimerService timers;

    @Inject
    private Instance<Housekeeper> produced;

    private volatile Housekeeper housekeeper;

    @PostConstruct
    void start() {
        long beat = Housekeeper.BEAT.toMillis();
        timers.createIntervalTimer(beat, beat, new TimerConfig("pollux-housekeeping", false));
    }

    @Timeout
    void tick() {
        if (housekeeper == null && produced.isResolvable()) {
            housekeeper = produced.get();
        }
        if (housekeeper != null) {
            housekeeper.tick();
        }
    }
}
