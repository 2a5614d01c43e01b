package io.pollux.settings;

import static io.pollux.settings.Draft.choice;
import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.secret;
import static io.pollux.settings.Draft.text;
import static io.pollux.settings.Draft.whole;
import static io.pollux.settings.Draft.word;
import static io.pollux.settings.Group.DATABASE;

import io.pollux.exchange.Secret;
import java.util.Optional;

/** What must be known before the database is open: environment only. */
interface StartSettings {
    Setting<String> DATABASE_TYPE = choice("DATABASE_TYPE", "h2", "sqlite", "mysql", "mariadb")
            .environment(
                    DATABASE, "mysql or mariadb: the server of MYSQL_*; h2 or sqlite: a file in the data directory");

    Setting<String> SQLITE_DATABASE =
            word("SQLITE_DATABASE", "default_db").environment(DATABASE, "Name of the embedded database's file");

    Setting<String> MYSQL_HOST = text("MYSQL_HOST", "").environment(DATABASE, "Database server; needed for mysql");

    Setting<Integer> MYSQL_PORT =
            whole("MYSQL_PORT", 3306, 1, 65_535).environment(DATABASE, "Port of the database server");

    Setting<String> MYSQL_USER = text("MYSQL_USER", "").environment(DATABASE, "User of the database; needed for mysql");

    Setting<Optional<Secret>> MYSQL_PASSWORD =
            secret("MYSQL_PASSWORD").environment(DATABASE, "Password of that user; needed for mysql");

    Setting<String> MYSQL_DATABASE =
            text("MYSQL_DATABASE", "").environment(DATABASE, "Name of the database on that server; needed for mysql");

    Setting<String> MYSQL_SOCKET = text("MYSQL_SOCKET", "")
            .environment(DATABASE, "Unix socket of the database server; wins over host and port");

    Setting<String> POLLUX_DATASOURCE_JNDI = text("POLLUX_DATASOURCE_JNDI", "")
            .environment(DATABASE, "JNDI name of a data source of the server, instead of a pool of our own");

    Setting<String> POLLUX_DATA_DIR = text("POLLUX_DATA_DIR", "")
            .environment(
                    DATABASE,
                    "Directory of the embedded database, the master key and the first token; empty: chosen by server");

    Setting<Optional<Secret>> POLLUX_MASTER_KEY = secret("POLLUX_MASTER_KEY")
            .environment(
                    DATABASE,
                    "Encrypts keys at rest: 32 bytes in hexadecimal or Base64, or a passphrase of 16 characters and more;"
                            + " empty: a file made at the first start in the data directory");

    Setting<Boolean> POLLUX_ENVIRONMENT_WINS = flag("POLLUX_ENVIRONMENT_WINS", false)
            .environment(
                    DATABASE,
                    "true: the environment wins over the database, which otherwise wins after the first start");

    Setting<Boolean> POLLUX_SEAL_SECRETS = flag("POLLUX_SEAL_SECRETS", false)
            .environment(
                    DATABASE,
                    "true for one start: encrypt the secrets in t_settings, after which gemini-balance cannot use them");
}
