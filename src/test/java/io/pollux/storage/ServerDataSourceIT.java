package io.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pollux.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.NamingManager;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A data source that belongs to the application server. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ServerDataSourceIT {
    private static final String NAME = "java:comp/env/jdbc/pollux";
    private static DataSource bound;

    @Parameter
    private TestDatabase database;

    @BeforeAll
    static void beTheServer() throws NamingException {
        if (!NamingManager.hasInitialContextFactoryBuilder()) {
            NamingManager.setInitialContextFactoryBuilder(environment -> ignored -> names());
        }
    }

    @Test
    void isUsedAndNotClosed() throws Exception {
        DatabaseAddress real = TestDatabase.address(database.fresh("jndi"));
        try (HikariDataSource servers = pool(real)) {
            bound = servers;
            try (Storage storage = Storage.open(named())) {
                storage.write(transaction -> Marks.put(transaction, "a", "1"));
                assertThat(storage.healthy()).isTrue();
            }
            assertThat(servers.isClosed()).isFalse();
            try (Storage storage = Storage.open(named())) {
                assertThat(find(storage)).contains("1");
            }
        }
    }

    @Test
    void thatIsMissingIsNamed() {
        bound = null;

        assertThatExceptionOfType(DatabaseUnavailable.class)
                .isThrownBy(() -> Storage.open(named()))
                .withMessage("Cannot use the database jndi:" + NAME + ": " + NAME + " is not bound");
    }

    private static DatabaseAddress named() {
        return TestDatabase.address(Map.of("POLLUX_DATASOURCE_JNDI", NAME));
    }

    private static HikariDataSource pool(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        return new HikariDataSource(config);
    }

    private static Optional<String> find(Storage storage) {
        return storage.read(em -> Marks.find(em, "a"));
    }

    private static Context names() {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("lookup")) {
                        return null;
                    }
                    if (bound == null || !NAME.equals(arguments[0])) {
                        throw new NameNotFoundException(arguments[0] + " is not bound");
                    }
                    return bound;
                });
    }
}
