package io.pollux.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Connections to one database: our own pool, or the application server's. */
final class ConnectionPool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ConnectionPool.class.getName());
    private static final int SIZE = 10;
    /** What closing the statement says that has just shut H2 down. */
    private static final int H2_IS_CLOSED = 90121;

    private final DatabaseAddress address;
    private final DataSource source;

    private ConnectionPool(DatabaseAddress address, DataSource source) {
        this.address = address;
        this.source = source;
    }

    static ConnectionPool open(DatabaseAddress address) throws SQLException, NamingException {
        if (address.jndiName().isPresent()) {
            ConnectionPool pool =
                    new ConnectionPool(address, lookUp(address.jndiName().get()));
            pool.check();
            return pool;
        }
        return new ConnectionPool(address, new HikariDataSource(config(address)));
    }

    /** The name begins with {@code java:} (see DatabaseAddress), so the look-up stays inside the server. */
    @SuppressWarnings("BanJNDI")
    private static DataSource lookUp(String name) throws NamingException {
        return (DataSource) new InitialContext().lookup(name);
    }

    /** Every wait is bounded, so that a dead database holds no thread longer than about half a minute. */
    private static HikariConfig config(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("pollux");
        config.setDriverClassName(address.isEmbedded() ? "org.h2.Driver" : "org.mariadb.jdbc.Driver");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        config.setInitializationFailTimeout(1);
        config.setKeepaliveTime(120_000);
        if (!address.isEmbedded()) {
            config.addDataSourceProperty("socketTimeout", "30000");
        }
        return config;
    }

    DataSource source() {
        return source;
    }

    /** @throws SQLException after at most about seven seconds */
    private void check() throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (!connection.isValid(2)) {
                throw new SQLException("The connection is dead");
            }
        }
    }

    boolean answers() {
        try {
            check();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (address.jndiName().isPresent() || !(source instanceof HikariDataSource pool)) {
            return;
        }
        pool.close();
        if (address.isEmbedded()) {
            shutDownEmbedded(pool);
        }
        forgetDrivers();
    }

    /**
     * H2 stays open until told, so that it does not close and open again whenever the pool is empty for a moment. Told past
     * the pool and after it: an open pool would replace the connection that is lost thereby, and so open the file again.
     */
    private static void shutDownEmbedded(HikariDataSource pool) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(pool.getJdbcUrl());
        try (Connection connection = database.getConnection(pool.getUsername(), pool.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            if (e.getErrorCode() == H2_IS_CLOSED) {
                return;
            }
            LOG.log(System.Logger.Level.WARNING, "The embedded database did not close cleanly: {0}", e.getMessage());
        }
    }

    /** The JVM's list of drivers would hold an undeployed application's class loader for ever. */
    private static void forgetDrivers() {
        ClassLoader own = ConnectionPool.class.getClassLoader();
        if (own == ClassLoader.getSystemClassLoader()) {
            return;
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == own) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException e) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "The driver {0} stays registered: {1}",
                            driver,
                            e.getMessage());
                }
            }
        }
    }
}
