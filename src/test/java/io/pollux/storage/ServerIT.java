package io.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pollux.testing.Cable;
import io.pollux.testing.LogLines;
import io.pollux.testing.MariaDb;
import io.pollux.testing.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a database on the other end of a wire can do. */
class ServerIT {
    private final Map<String, String> environment = new HashMap<>(MariaDb.schema("server"));
    private final LogLines brokenConnections = LogLines.of("com.zaxxer.hikari.pool.ProxyConnection");

    @AfterEach
    void stopListening() {
        brokenConnections.close();
    }

    @Test
    void wrongLoginIsOneLineWithoutThePassword() {
        environment.put("MYSQL_PASSWORD", "not-the-s3cret");

        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("Cannot use the database mysql://127.0.0.1:" + MariaDb.port() + "/server: ")
                .withMessageContaining("Access denied")
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("s3cret").hasLineCount(1));
    }

    @Test
    void missingDatabaseIsNamed() {
        environment.put("MYSQL_DATABASE", "nowhere");

        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(this::open)
                .withMessageContaining("/nowhere: ")
                .withMessageContaining("Unknown database");
    }

    @Test
    void serverThatAcceptsAndSaysNothingHoldsTheStartForAFewSecondsOnly() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            environment.put("MYSQL_PORT", Integer.toString(mute.getLocalPort()));
            long start = System.nanoTime();

            assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(this::open);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        }
    }

    @Test
    void databaseThatGoesAwayIsSaidSoInSecondsAndComesBackByItself() {
        try (Cable cable = Cable.to(MariaDb.port())) {
            environment.put("MYSQL_PORT", Integer.toString(cable.port()));
            try (Storage storage = open()) {
                storage.write(transaction -> Marks.put(transaction, "a", "1"));
                cable.cut();

                long start = System.nanoTime();
                assertThatExceptionOfType(DatabaseUnavailable.class)
                        .isThrownBy(() -> storage.read(em -> Marks.find(em, "a")));
                assertThatExceptionOfType(DatabaseUnavailable.class)
                        .isThrownBy(() -> storage.write(transaction -> Marks.put(transaction, "a", "2")))
                        .withMessageContaining("127.0.0.1:" + cable.port() + "/server");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
                await(() -> !storage.healthy());

                cable.mend();
                await(storage::healthy);
                assertThat(find(storage, "a")).contains("1");
            }
        }
    }

    @Test
    void unixSocketIsAWayToTheServer() {
        environment.put("MYSQL_SOCKET", MariaDb.socket());
        environment.put("MYSQL_HOST", "unreachable.invalid");

        try (Storage storage = open()) {
            String long64k = "x".repeat(60_000);
            storage.write(transaction -> Marks.put(transaction, "long", long64k));
            assertThat(find(storage, "long")).contains(long64k);
            assertThat(storage.healthy()).isTrue();
        }
    }

    @Test
    void sessionIsInUtcAndStrict() {
        try (Storage storage = open()) {
            Object[] session = (Object[]) storage.read(
                    em -> em.createNativeQuery("SELECT @@time_zone, @@sql_mode").getSingleResult());

            assertThat(session[0]).isEqualTo("+00:00");
            assertThat(session[1].toString()).contains("STRICT_TRANS_TABLES");
        }
    }

    private Storage open() {
        return Storage.open(TestDatabase.address(environment));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static Optional<String> find(Storage storage, String mark) {
        return storage.read(em -> Marks.find(em, mark));
    }
}
