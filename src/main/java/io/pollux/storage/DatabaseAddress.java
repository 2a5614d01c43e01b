package io.pollux.storage;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where the database is. Its text names kind, host and database, never the password.
 *
 * <p>Three forms: an embedded H2 file, a MySQL or MariaDB server, a data source of the application server.
 */
public final class DatabaseAddress {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");
    private static final Pattern NAME_OF_SOCKET = Pattern.compile("/[^?&#;\\s]+");
    private static final Pattern NAME = Pattern.compile("[^/?&#;:\\s]+");

    private final String text;
    private final String url;
    private final String jndiName;
    private final String user;
    private final String password;

    private DatabaseAddress(String text, String url, String jndiName, String user, String password) {
        this.text = text;
        this.url = url;
        this.jndiName = jndiName;
        this.user = user;
        this.password = password;
    }

    /**
     * Reads {@code POLLUX_DATASOURCE_JNDI}, {@code DATABASE_TYPE}, {@code SQLITE_DATABASE}, {@code MYSQL_*} and, for the
     * embedded file, {@code POLLUX_DATA_DIR}.
     *
     * @param environment the value of a name, from wherever the values come
     * @throws IllegalArgumentException with one line that says which value, why, and what is allowed
     */
    public static DatabaseAddress from(Function<String, Optional<String>> environment) {
        Function<String, Optional<String>> values =
                name -> environment.apply(name).map(String::strip).filter(value -> !value.isEmpty());
        Optional<String> jndi = values.apply("POLLUX_DATASOURCE_JNDI");
        if (jndi.isPresent()) {
            return ofJndi(jndi.get());
        }
        String type = values.apply("DATABASE_TYPE").orElse("h2").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "h2", "sqlite" ->
                embedded(
                        DataDirectory.from(environment),
                        values.apply("SQLITE_DATABASE").orElse("default_db"));
            case "mysql", "mariadb" -> server(values);
            default ->
                throw new IllegalArgumentException("DATABASE_TYPE: '" + type
                        + "' is not known; allowed are mysql (MySQL or MariaDB) and h2 (embedded)");
        };
    }

    /** An H2 file in that directory. */
    public static DatabaseAddress embedded(Path directory, String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "SQLITE_DATABASE: '" + name + "' is not a file name of letters, digits, '_', '-' and '.'");
        }
        String file = directory.toAbsolutePath().resolve(name).toString();
        if (file.contains(";")) {
            throw new IllegalArgumentException("POLLUX_DATA_DIR: '" + directory + "' must not contain ';'");
        }
        // Closing is ours (see Storage.close), so H2 needs no shutdown hook: that would keep an undeployed WAR alive.
        // Not retry: with it a file was once found locked right after it had been closed.
        String url = "jdbc:h2:file:" + file
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
        return new DatabaseAddress("h2:" + file, url, "", "sa", "");
    }

    /** A data source that the application server holds; it must not be bound to JTA. */
    public static DatabaseAddress ofJndi(String name) {
        if (!name.startsWith("java:")) {
            throw new IllegalArgumentException(
                    "POLLUX_DATASOURCE_JNDI: '" + name + "' must begin with java: as in java:comp/env/jdbc/pollux");
        }
        return new DatabaseAddress("jndi:" + name, "", name, "", "");
    }

    private static DatabaseAddress server(Function<String, Optional<String>> values) {
        Optional<String> socket =
                values.apply("MYSQL_SOCKET").map(path -> checked("MYSQL_SOCKET", path, NAME_OF_SOCKET));
        String host = socket.isPresent() ? "localhost" : checked("MYSQL_HOST", required(values, "MYSQL_HOST"), HOST);
        String name = checked("MYSQL_DATABASE", required(values, "MYSQL_DATABASE"), NAME);
        int port = port(values.apply("MYSQL_PORT").orElse("3306"));
        String at = socket.orElse(host + ":" + port);
        StringBuilder url = new StringBuilder("jdbc:mariadb://")
                .append(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
                .append(':')
                .append(port)
                .append('/')
                .append(name)
                .append("?connectTimeout=5000&tcpKeepAlive=true&allowLocalInfile=false")
                // MySQL 8 asks for its public key before a password travels without TLS.
                .append("&allowPublicKeyRetrieval=true")
                .append("&sessionVariables=time_zone='+00:00'");
        socket.ifPresent(path -> url.append("&socketFactory=")
                .append(UnixSockets.class.getName())
                .append("&" + UnixSockets.PATH + "=")
                .append(path));
        return new DatabaseAddress(
                "mysql://" + at + "/" + name,
                url.toString(),
                "",
                required(values, "MYSQL_USER"),
                required(values, "MYSQL_PASSWORD"));
    }

    private static String required(Function<String, Optional<String>> values, String name) {
        return values.apply(name)
                .orElseThrow(() -> new IllegalArgumentException(name + ": must be set when DATABASE_TYPE is mysql"));
    }

    private static String checked(String name, String value, Pattern allowed) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(name + ": '" + value + "' holds a character that is not allowed");
        }
        return value;
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("MYSQL_PORT: '" + value + "' is not a number from 1 to 65535", e);
        }
        throw new IllegalArgumentException("MYSQL_PORT: '" + value + "' is not a number from 1 to 65535");
    }

    boolean isEmbedded() {
        return url.startsWith("jdbc:h2:");
    }

    Optional<String> jndiName() {
        return Optional.of(jndiName).filter(name -> !name.isEmpty());
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    @Override
    public String toString() {
        return text;
    }
}
