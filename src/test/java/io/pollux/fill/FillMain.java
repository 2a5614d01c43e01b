package io.pollux.fill;

import io.pollux.testing.MariaDb;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Fills the database that the environment names: {@code mvn -q test-compile exec:java@fill}. Where it names none, a MariaDB
 * of its own is started, filled, and kept until Ctrl-C. {@code -Dfill.keys=}, {@code -Dfill.projects=}, {@code -Dfill.calls=}
 * and {@code -Dfill.days=} say how much.
 */
public final class FillMain {
    private FillMain() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        boolean own = !environment.containsKey("MYSQL_HOST")
                && !environment.containsKey("MYSQL_SOCKET")
                && !"h2".equals(environment.get("DATABASE_TYPE"));
        if (own) {
            environment.putAll(MariaDb.schema("filled"));
            environment.putIfAbsent(
                    "POLLUX_DATA_DIR",
                    Path.of("target", "filled").toAbsolutePath().toString());
        }
        new Filling(environment, Amount.ofProperties(Instant.now()), System.out::println).run();
        if (own) {
            System.out.println("It stays until Ctrl-C. For Pollux:");
            environment.forEach((name, value) -> {
                if (name.startsWith("MYSQL_") || name.startsWith("DATABASE_") || name.equals("POLLUX_DATA_DIR")) {
                    System.out.println("  export " + name + "='" + value + "'");
                }
            });
            new CountDownLatch(1).await();
        }
    }
}
