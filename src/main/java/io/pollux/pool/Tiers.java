package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which keys serve which calls, and in which order: by kind, and within a kind by priority. Guarded by the pool's lock. */
final class Tiers {
    private static final int KINDS = KeyKind.values().length;

    private final List<Map<Integer, Tier>> byKind = new ArrayList<>();
    private final Tier[][] serving = new Tier[PaidKeys.values().length * KINDS][];
    private int count;

    Tiers() {
        for (int kind = 0; kind < KINDS; kind++) {
            byKind.add(new TreeMap<>());
        }
    }

    void enter(KeyEntry entry) {
        Tier tier = byKind.get(entry.kind().ordinal())
                .computeIfAbsent(entry.key().rank().priority(), priority -> new Tier(entry.kind(), priority, count++));
        tier.enter(entry);
        if (tier.enrolled() == 1) {
            Arrays.fill(serving, null);
        }
    }

    void leave(KeyEntry entry) {
        Tier tier = entry.tier();
        tier.leave(entry);
        if (tier.enrolled() == 0) {
            Arrays.fill(serving, null);
        }
    }

    /** Those that may serve a call of that kind, first to last. Shared: nobody may change it. */
    Tier[] serving(KeyKind kind, PaidKeys paid) {
        int question = paid.ordinal() * KINDS + kind.ordinal();
        if (serving[question] == null) {
            serving[question] = paid.serving(kind).stream()
                    .flatMap(each -> byKind.get(each.ordinal()).values().stream())
                    .filter(tier -> tier.enrolled() > 0)
                    .toArray(Tier[]::new);
        }
        return serving[question];
    }
}
