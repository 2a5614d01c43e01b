package io.pollux.keys;

import io.pollux.exchange.Secret;
import io.pollux.settings.Sealer;
import io.pollux.storage.Marks;
import io.pollux.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets and hashes them with a key, all under the one master key of the database. May be used from any thread.
 *
 * <p>A sealed text is AES-256-GCM bound to the place it lies in, so that one that is moved to another place does not open.
 * Look-ups go by keyed hash: without the master key nobody can test a guess against the table.
 */
public final class KeyVault implements Sealer {
    private static final String CHECK = "keys.master-key-check";
    private static final String SALT = "keys.passphrase-salt";
    private static final byte VERSION = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec encryption;
    private final KeyedMac keyLookup;
    private final KeyedMac tokenLookup;
    private final KeyedMac marks;
    private final SecureRandom chance = new SecureRandom();

    private KeyVault(MasterKey master) {
        this.encryption = new SecretKeySpec(master.derive("pollux encryption"), "AES");
        this.keyLookup = new KeyedMac(master.derive("pollux key lookup"));
        this.tokenLookup = new KeyedMac(master.derive("pollux token lookup"));
        this.marks = new KeyedMac(master.derive("pollux marks"));
    }

    /**
     * Finds the master key, or makes one for a database that has none yet.
     *
     * @param given {@code POLLUX_MASTER_KEY}: 32 bytes in hexadecimal or Base64, or a passphrase of 16 characters and more
     * @param dataDirectory where the file {@code master-key} lies when nothing is given
     * @throws MasterKeyRefused when it is not the one of this database
     */
    public static KeyVault open(Storage storage, Path dataDirectory, Optional<Secret> given) {
        Path file = dataDirectory.resolve(MasterKey.FILE);
        Optional<String> known = storage.read(em -> Marks.find(em, CHECK));
        boolean made = given.isEmpty() && known.isEmpty() && !Files.exists(file);
        MasterKey master = given.map(text -> MasterKey.of(text, () -> salt(storage)))
                .or(() -> MasterKey.read(file))
                .orElseGet(() -> made ? MasterKey.make(file) : missing(file));
        String check = HexFormat.of().formatHex(master.derive("pollux check"));
        if (!same(check, Marks.putIfAbsent(storage, CHECK, check))) {
            if (made) {
                forget(file);
            }
            throw new MasterKeyRefused("The master key "
                    + (given.isPresent() ? "of POLLUX_MASTER_KEY" : "in " + file)
                    + " is not the one this database was set up with; every node needs the same one");
        }
        return new KeyVault(master);
    }

    private static MasterKey missing(Path file) {
        throw new MasterKeyRefused(
                "This database was set up with a master key: put it back as " + file + " or set POLLUX_MASTER_KEY");
    }

    private static byte[] salt(Storage storage) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        String text = Base64.getEncoder().encodeToString(salt);
        return Base64.getDecoder().decode(Marks.putIfAbsent(storage, SALT, text));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** Another node was first with its own: ours has sealed nothing, and must not be mistaken for the right one later. */
    private static void forget(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new MasterKeyRefused("Delete " + file + ": it is not the master key of this database", e);
        }
    }

    /** The keyed hash of an API key, in hexadecimal. */
    String lookup(Secret key) {
        return keyLookup.hexadecimal(key.reveal());
    }

    /** The keyed hash of a client's or administrator's token, in hexadecimal. */
    public String tokenHash(String token) {
        return tokenLookup.hexadecimal(token);
    }

    @Override
    public String mark(String place, String text) {
        return marks.hexadecimal(place + '\n' + text);
    }

    @Override
    public String seal(String place, String plain) {
        byte[] nonce = new byte[NONCE_LENGTH];
        chance.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, place, nonce).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            ByteBuffer all = ByteBuffer.allocate(1 + NONCE_LENGTH + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    @Override
    public String open(String place, String sealed) {
        byte[] all = Base64.getUrlDecoder().decode(sealed);
        if (all.length <= NONCE_LENGTH || all[0] != VERSION) {
            throw new IllegalArgumentException("Not a sealed text of this version");
        }
        byte[] nonce = Arrays.copyOfRange(all, 1, 1 + NONCE_LENGTH);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, place, nonce)
                    .doFinal(all, 1 + NONCE_LENGTH, all.length - 1 - NONCE_LENGTH);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not sealed for " + place + " under this master key, or altered", e);
        }
    }

    private Cipher cipher(int mode, String place, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
