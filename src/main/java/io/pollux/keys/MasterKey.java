package io.pollux.keys;

import io.pollux.exchange.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The 32 bytes that everything secret in the database hangs on, and the keys for single purposes made from them. */
final class MasterKey {
    static final String FILE = "master-key";

    private static final System.Logger LOG = System.getLogger(MasterKey.class.getName());
    private static final int LENGTH = 32;
    private static final int SHORTEST_PASSPHRASE = 16;
    private static final int ROUNDS = 600_000;
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{43}=?");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final byte[] pseudoRandom;

    private MasterKey(byte[] bytes) {
        this.pseudoRandom = new KeyedMac(new byte[LENGTH]).of(bytes);
    }

    /**
     * What {@code POLLUX_MASTER_KEY} says: 32 bytes in hexadecimal or Base64, or else a passphrase.
     *
     * @param salt asked for only when it is a passphrase
     */
    static MasterKey of(Secret given, Supplier<byte[]> salt) {
        String text = given.reveal();
        if (HEXADECIMAL.matcher(text).matches()) {
            return new MasterKey(HexFormat.of().parseHex(text));
        }
        if (BASE64.matcher(text).matches()) {
            return new MasterKey(Base64.getUrlDecoder()
                    .decode(text.replace('+', '-').replace('/', '_').replace("=", "")));
        }
        if (text.length() < SHORTEST_PASSPHRASE) {
            throw new MasterKeyRefused("POLLUX_MASTER_KEY: too short; allowed: 32 bytes in hexadecimal or Base64, or a"
                    + " passphrase of " + SHORTEST_PASSPHRASE + " characters and more");
        }
        return new MasterKey(stretched(text, salt.get()));
    }

    /** The one in the file; empty when there is no file. */
    static Optional<MasterKey> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            warnWhenOpen(file);
            byte[] bytes = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (bytes.length != LENGTH) {
                throw new IllegalArgumentException("it holds " + bytes.length + " bytes");
            }
            return Optional.of(new MasterKey(bytes));
        } catch (IOException | IllegalArgumentException e) {
            throw new MasterKeyRefused("The master key in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes a new one and writes it to the file, which only its owner may read. */
    static MasterKey make(Path file) {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try {
            Files.createDirectories(file.getParent());
            Files.createFile(file, rights);
            Files.writeString(
                    file,
                    Base64.getEncoder().encodeToString(bytes) + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        } catch (FileAlreadyExistsException e) {
            return read(file).orElseThrow(() -> new MasterKeyRefused(file + " comes and goes", e));
        } catch (IOException e) {
            throw new MasterKeyRefused("The master key cannot be written to " + file + ": " + e.getMessage(), e);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "A master key was made: {0}. Without it no stored key opens: back it up",
                file);
        return new MasterKey(bytes);
    }

    /** A key for one purpose: HKDF with SHA-256 as in RFC 5869, one block of output. */
    byte[] derive(String purpose) {
        byte[] info = (purpose + '\1').getBytes(StandardCharsets.US_ASCII);
        return new KeyedMac(pseudoRandom).of(info);
    }

    private static byte[] stretched(String passphrase, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), salt, ROUNDS, LENGTH * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static void warnWhenOpen(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            LOG.log(System.Logger.Level.WARNING, "{0} can be read by others: set its rights to 600", file);
        }
    }
}
