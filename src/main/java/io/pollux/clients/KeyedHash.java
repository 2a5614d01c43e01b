package io.pollux.clients;

/** HMAC-SHA256 under a key derived from the master key. A floor above owns the key and fills this in. */
@FunctionalInterface
public interface KeyedHash {
    /** In hexadecimal. Called once for each client call, by any thread: it must be quick and keep no lock. */
    String of(String text);
}
