package io.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {
    private static final Map<String, String> SERVER = Map.of(
            "DATABASE_TYPE", "mysql",
            "MYSQL_HOST", "db.example",
            "MYSQL_USER", "balance",
            "MYSQL_PASSWORD", "s3cret-word",
            "MYSQL_DATABASE", "gemini");

    @TempDir
    private Path directory;

    @Test
    void withoutAWordTheDatabaseIsAFileInTheDataDirectory() {
        DatabaseAddress address = from(Map.of("POLLUX_DATA_DIR", directory.toString()));

        assertThat(address.toString()).isEqualTo("h2:" + directory.resolve("default_db"));
        assertThat(address.isEmbedded()).isTrue();
    }

    @Test
    void dataDirectoryIsMadeForItsOwnerOnly() throws Exception {
        Path made = directory.resolve("a/b");

        from(Map.of("DATABASE_TYPE", "sqlite", "POLLUX_DATA_DIR", made.toString()));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void dataDirectoryThatCannotBeIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> from(Map.of("POLLUX_DATA_DIR", file + "/below")))
                .withMessageStartingWith("POLLUX_DATA_DIR: cannot write in " + file);
    }

    @Test
    void serverIsNamedWithoutThePassword() {
        DatabaseAddress address = from(SERVER);

        assertThat(address.toString()).isEqualTo("mysql://db.example:3306/gemini");
        assertThat(address.url())
                .startsWith("jdbc:mariadb://db.example:3306/gemini?")
                .doesNotContain("s3cret");
        assertThat(address.password()).isEqualTo("s3cret-word");
    }

    @Test
    void socketWinsOverTheHost() {
        DatabaseAddress address = from(with("MYSQL_SOCKET", "/run/mysqld/mysqld.sock"));

        assertThat(address.toString()).isEqualTo("mysql:///run/mysqld/mysqld.sock/gemini");
        assertThat(address.url()).contains("polluxUnixSocket=/run/mysqld/mysqld.sock");
    }

    @Test
    void anIpv6HostGetsItsBrackets() {
        assertThat(from(with("MYSQL_HOST", "::1")).url()).startsWith("jdbc:mariadb://[::1]:3306/");
    }

    @Test
    void dataSourceOfTheServerWins() {
        DatabaseAddress address = from(with("POLLUX_DATASOURCE_JNDI", "java:comp/env/jdbc/pollux"));

        assertThat(address.jndiName()).contains("java:comp/env/jdbc/pollux");
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_TYPE, oracle, DATABASE_TYPE",
        "MYSQL_HOST, '', MYSQL_HOST",
        "MYSQL_HOST, a/b?x=y, MYSQL_HOST",
        "MYSQL_PORT, 0, MYSQL_PORT",
        "MYSQL_PORT, eighty, MYSQL_PORT",
        "MYSQL_USER, ' ', MYSQL_USER",
        "MYSQL_PASSWORD, '', MYSQL_PASSWORD",
        "MYSQL_DATABASE, gemini&allowLocalInfile=true, MYSQL_DATABASE",
        "MYSQL_SOCKET, /a&b, MYSQL_SOCKET",
        "POLLUX_DATASOURCE_JNDI, ldap://evil/x, POLLUX_DATASOURCE_JNDI"
    })
    void valueThatCannotBeRightIsNamedInOneLineWithoutThePassword(String name, String value, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from(with(name, value)))
                .withMessageStartingWith(named + ": ")
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("s3cret").hasLineCount(1));
    }

    @ParameterizedTest
    @CsvSource({"../up", "a;INIT=RUNSCRIPT", "/etc/x", "a b"})
    void embeddedNameCannotLeaveTheDirectoryNorAddOptions(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.embedded(directory, name))
                .withMessageStartingWith("SQLITE_DATABASE: ");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(SERVER);
        environment.put(name, value);
        return environment;
    }

    private static DatabaseAddress from(Map<String, String> environment) {
        return DatabaseAddress.from(name -> Optional.ofNullable(environment.get(name)));
    }
}
