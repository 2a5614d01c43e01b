package io.pollux.settings;

/** Encrypts under the master key. A floor above owns the key and fills this in. */
public interface Sealer {
    /**
     * @param place what the ciphertext is bound to: it opens nowhere else
     */
    String seal(String place, String plain);

    /** @throws IllegalArgumentException when it was not sealed for this place under this master key */
    String open(String place, String sealed);

    /** A keyed hash, in hexadecimal: the same for the same text, and telling nothing of it. */
    String mark(String place, String text);
}
