package io.pollux.pool;

import java.util.Arrays;

/** The keys that one call has been tried with, so that it gets each of them once. Used by one thread at a time. */
public final class Tried {
    private static final long[] NOTHING = {};

    private long[] keyIds = NOTHING;
    private int count;

    /** How many different keys the call has had. */
    public int count() {
        return count;
    }

    boolean contains(long keyId) {
        for (int i = 0; i < count; i++) {
            if (keyIds[i] == keyId) {
                return true;
            }
        }
        return false;
    }

    void add(long keyId) {
        if (count == keyIds.length) {
            keyIds = Arrays.copyOf(keyIds, count + 4);
        }
        keyIds[count++] = keyId;
    }
}
