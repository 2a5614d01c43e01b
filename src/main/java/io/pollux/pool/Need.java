package io.pollux.pool;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.PassedOver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call needs of a key, and who was ready for it but passed over. One object serves all calls, one after the other:
 * a choice leaves nothing behind that would have to be collected. Guarded by the pool's lock.
 */
final class Need {
    private static final int MOST_NAMED = 4;

    private final KeyEntry[] passed = new KeyEntry[MOST_NAMED];
    private final PassedOver.Why[] reasons = new PassedOver.Why[MOST_NAMED];
    private int noted;
    private int passedOver;
    private String model;
    private KeyKind kind;
    private long affinity;
    private long tokens;
    private Tried tried;
    private long now;

    /** @param booked under which name the call's quota is kept */
    void become(GeminiCall call, String booked, long input, Tried before, long moment) {
        model = booked;
        kind = call.kind();
        affinity = call.affinity();
        tokens = input;
        tried = before;
        now = moment;
        noted = 0;
        passedOver = 0;
    }

    String model() {
        return model;
    }

    KeyKind kind() {
        return kind;
    }

    /** 0 when the call belongs to no conversation that is known. */
    long affinity() {
        return affinity;
    }

    /** What it will cost, as far as can be told. */
    long tokens() {
        return tokens;
    }

    Tried tried() {
        return tried;
    }

    long now() {
        return now;
    }

    /** A key would have been ready, but for that. */
    void passes(KeyEntry entry, PassedOver.Why why) {
        for (int i = 0; i < noted; i++) {
            if (passed[i] == entry) {
                return;
            }
        }
        if (noted < MOST_NAMED) {
            passed[noted] = entry;
            reasons[noted] = why;
            noted++;
        }
        passedOver++;
    }

    /** It was passed over, but nobody better was found. */
    void serves(KeyEntry entry) {
        for (int i = 0; i < noted; i++) {
            if (passed[i] == entry) {
                noted--;
                passedOver--;
                System.arraycopy(passed, i + 1, passed, i, noted - i);
                System.arraycopy(reasons, i + 1, reasons, i, noted - i);
                return;
            }
        }
    }

    /** How many were ready and were passed over. */
    int passed() {
        return passedOver;
    }

    /** The first few of them. */
    List<PassedOver.Key> named() {
        List<PassedOver.Key> named = new ArrayList<>(PassedOver.MOST_NAMED);
        for (int i = 0; i < noted; i++) {
            named.add(new PassedOver.Key(passed[i].key().masked(), reasons[i], Instant.EPOCH, ""));
        }
        return named;
    }
}
