package io.pollux.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Operation;
import io.pollux.exchange.Trail;
import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import io.pollux.journal.tally.TallyReader;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.testing.Cable;
import io.pollux.testing.LogLines;
import io.pollux.testing.MariaDb;
import io.pollux.testing.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal while its database is away. */
class JournalOutageIT {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(Journal.class.getName());
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final LogLines brokenConnections = LogLines.of("com.zaxxer.hikari.pool.ProxyConnection");

    @BeforeEach
    void listen() {
        logger.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(ear);
        brokenConnections.close();
    }

    @Test
    void callsWaitForTheDatabaseThenAreDroppedAndCountedAndNoneIsBlocked() {
        Map<String, String> schema = new HashMap<>(MariaDb.schema("outage"));
        try (Cable cable = Cable.to(MariaDb.port())) {
            schema.put("MYSQL_PORT", Integer.toString(cable.port()));
            try (Storage storage = Storage.open(DatabaseAddress.from(name -> Optional.ofNullable(schema.get(name))));
                    Journal journal = Journal.open(storage, Settings::defaults)) {
                record(journal, "first", 1);
                Patience.awaitThat(() -> written(storage) == 1);
                cable.cut();

                long start = System.nanoTime();
                record(journal, "call", 12_000);

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
                Patience.awaitThat(() -> lines.size() == 1);
                assertThat(lines.get(0)).contains("waits for its database");
                assertThat(journal.dropped()).isBetween(1_000L, 2_000L);
                assertThat(journal.waiting()).isGreaterThan(9_000);

                cable.mend();
                Patience.awaitThat(() ->
                        lines.size() == 2 && journal.waiting() == 0 && written(storage) + journal.dropped() == 12_001);

                assertThat(lines.get(1)).contains("has its database back");
                assertThat(journal.dropped()).isBetween(1_000L, 2_000L);
            }
        }
    }

    @Test
    void aJournalThatClosesWithoutItsDatabaseCountsWhatIsLost() {
        Map<String, String> schema = new HashMap<>(MariaDb.schema("outage"));
        try (Cable cable = Cable.to(MariaDb.port())) {
            schema.put("MYSQL_PORT", Integer.toString(cable.port()));
            try (Storage storage = Storage.open(DatabaseAddress.from(name -> Optional.ofNullable(schema.get(name))))) {
                Journal journal = Journal.open(storage, Settings::defaults);
                cable.cut();
                record(journal, "call", 7);
                Patience.awaitThat(() -> lines.size() == 1);

                journal.close();

                assertThat(journal.dropped()).isEqualTo(7);
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .doesNotContain("pollux-journal");
            }
        }
    }

    @Test
    void aBatchWhoseCommitWasNotAcknowledgedIsNotDoubled() {
        Map<String, String> schema = new HashMap<>(MariaDb.schema("outage"));
        try (Cable cable = Cable.to(MariaDb.port())) {
            schema.put("MYSQL_PORT", Integer.toString(cable.port()));
            try (Storage storage = Storage.open(DatabaseAddress.from(name -> Optional.ofNullable(schema.get(name))));
                    Journal journal = Journal.open(storage, Settings::defaults)) {
                for (int time = 0; time < 3; time++) {
                    lines.clear();
                    cable.breakAfter("COMMIT");
                    record(journal, "broken-" + time, 40);
                    Patience.awaitThat(() -> lines.size() == 2);
                    assertThat(lines.get(0)).contains("waits for its database");
                    assertThat(lines.get(1)).contains("has its database back");
                    assertThat(cable.hasBroken()).isTrue();
                }
                record(journal, "after", 1);
                Patience.awaitThat(() -> written(storage) >= 121);

                assertThat(written(storage)).isEqualTo(121);
                assertThat(journal.dropped()).isZero();
            }
        }
    }

    @Test
    void callsWhoseRowsAreNotWantedAreCountedOnceAlsoWhenTheirCommitWasNotAcknowledged() {
        Map<String, String> schema = new HashMap<>(MariaDb.schema("outage"));
        Settings without = Settings.defaults().with(Settings.POLLUX_REQUEST_LOG, false);
        try (Cable cable = Cable.to(MariaDb.port())) {
            schema.put("MYSQL_PORT", Integer.toString(cable.port()));
            try (Storage storage = Storage.open(DatabaseAddress.from(name -> Optional.ofNullable(schema.get(name))));
                    Journal journal = Journal.open(storage, () -> without)) {
                for (int time = 0; time < 3; time++) {
                    lines.clear();
                    cable.breakAfter("COMMIT");
                    record(journal, "broken-" + time, 40);
                    Patience.awaitThat(() -> lines.size() == 2);
                    assertThat(cable.hasBroken()).isTrue();
                }
                record(journal, "after", 1);
                Patience.awaitThat(() -> counted(storage) >= 121);

                assertThat(counted(storage)).isEqualTo(121);
                assertThat(written(storage)).isZero();
                assertThat(journal.dropped()).isZero();
            }
        }
    }

    private static long counted(Storage storage) {
        return new TallyReader(storage)
                .total(Dimension.ALL, Dimension.EVERYTHING, Grain.HOUR, NOW, NOW.plusSeconds(3600))
                .attempts();
    }

    private static void record(Journal journal, String name, int calls) {
        for (int i = 0; i < calls; i++) {
            Trail trail = Trails.of(name + "-" + i, Operation.GENERATE, NOW);
            trail.tried(Trails.attempt(7, NOW, 200, Optional.empty()));
            journal.record(trail);
        }
    }

    private static long written(Storage storage) {
        return ((Number) storage.<Object>read(em -> em.createNativeQuery("select count(*) from t_request_log")
                        .getSingleResult()))
                .longValue();
    }
}
