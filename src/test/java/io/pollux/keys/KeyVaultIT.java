package io.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pollux.exchange.Secret;
import io.pollux.storage.Storage;
import io.pollux.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyVaultIT {
    private static final String HEX = "00112233445566778899aabbccddeefffedcba98765432100123456789abcdef";
    private static final Optional<Secret> NONE = Optional.empty();

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path parent;

    private Path directory;
    private Storage storage;

    @BeforeParameterizedClassInvocation
    void open() {
        storage = database.open("vault");
    }

    @AfterParameterizedClassInvocation
    void close() {
        storage.close();
    }

    @BeforeEach
    void forget() throws Exception {
        storage.write(transaction ->
                transaction.em().createNativeQuery("DELETE FROM t_pollux_mark").executeUpdate());
        directory = Files.createTempDirectory(parent, "node");
    }

    @Test
    void masterKeyIsMadeOnceForItsOwnerOnlyAndFoundAgain() throws Exception {
        String sealed = vault(NONE).seal("here", "text");

        Path file = directory.resolve("master-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        assertThat(vault(NONE).open("here", sealed)).isEqualTo("text");
    }

    @Test
    void sameBytesInHexadecimalAndBase64AreTheSameKey() {
        byte[] bytes = HexFormat.of().parseHex(HEX);
        String sealed = vault(given(HEX)).seal("here", "text");

        for (String text : new String[] {
            HEX.toUpperCase(Locale.ROOT),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
        }) {
            assertThat(vault(given(text)).open("here", sealed)).isEqualTo("text");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void passphraseIsAKeyForThisDatabaseOnly() {
        KeyVault one = vault(given("correct horse battery staple"));
        String hash = one.tokenHash("token");
        assertThat(vault(given("correct horse battery staple")).tokenHash("token"))
                .isEqualTo(hash);

        storage.write(transaction ->
                transaction.em().createNativeQuery("DELETE FROM t_pollux_mark").executeUpdate());
        assertThat(vault(given("correct horse battery staple")).tokenHash("token"))
                .isNotEqualTo(hash);
    }

    @Test
    void wrongMasterKeyIsOneClearError() {
        vault(given(HEX));

        assertThatExceptionOfType(MasterKeyRefused.class)
                .isThrownBy(() -> vault(given("another passphrase")))
                .withMessageContaining("POLLUX_MASTER_KEY is not the one this database was set up with")
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("another passphrase")
                        .hasLineCount(1));
        assertThatExceptionOfType(MasterKeyRefused.class)
                .isThrownBy(() -> vault(given("short")))
                .withMessageStartingWith("POLLUX_MASTER_KEY: too short");
    }

    @Test
    void lostFileIsNotReplacedByANewKey() {
        vault(given(HEX));

        assertThatExceptionOfType(MasterKeyRefused.class)
                .isThrownBy(() -> vault(NONE))
                .withMessageContaining("put it back as " + directory.resolve("master-key"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void damagedFileIsNamed() throws Exception {
        Files.writeString(directory.resolve("master-key"), "not base64!");

        assertThatExceptionOfType(MasterKeyRefused.class)
                .isThrownBy(() -> vault(NONE))
                .withMessageContaining(directory.resolve("master-key").toString());
    }

    @Test
    void sealedTextOpensOnlyInItsPlaceAndUnaltered() {
        KeyVault vault = vault(NONE);
        String sealed = vault.seal("row 1", "secret text ключ");

        assertThat(vault.open("row 1", sealed)).isEqualTo("secret text ключ");
        assertThat(vault.seal("row 1", "secret text ключ")).isNotEqualTo(sealed);
        assertThat(sealed).doesNotContain("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> vault.open("row 2", sealed));
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            String altered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            assertThatIllegalArgumentException().isThrownBy(() -> vault.open("row 1", altered));
            bytes[i] ^= 1;
        }
        assertThatIllegalArgumentException().isThrownBy(() -> vault.open("row 1", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> vault.open("row 1", "plain text!"));
    }

    @Test
    void hashesForKeysAndForTokensHaveNothingInCommon() {
        KeyVault vault = vault(given(HEX));

        assertThat(vault.tokenHash("x")).hasSize(64).isNotEqualTo(vault.lookup(Secret.of("x")));
        assertThat(vault.tokenHash("x")).isEqualTo(vault(given(HEX)).tokenHash("x"));
    }

    private KeyVault vault(Optional<Secret> given) {
        return KeyVault.open(storage, directory, given);
    }

    private static Optional<Secret> given(String text) {
        return Optional.of(Secret.of(text));
    }
}
