package io.pollux.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under one key. May be used from any thread: each use works on a copy, which costs less than a new one. */
final class KeyedMac {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Mac ready;

    KeyedMac(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.ready = made();
    }

    byte[] of(byte[] message) {
        return copy().doFinal(message);
    }

    String hexadecimal(String text) {
        return HexFormat.of().formatHex(of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Mac copy() {
        try {
            return (Mac) ready.clone();
        } catch (CloneNotSupportedException hardware) {
            return made();
        }
    }

    private Mac made() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
