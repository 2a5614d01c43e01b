package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Notices keys that run out in company, though nobody has said that they share a project. What their own calls explain does
 * not count: keys with the same limit that are lent in turn run out together all the time. Nor does what a success of the one
 * refutes while the other is spent. Suggests, and decides nothing. A few steps per failure, and bounded. Guarded by the
 * pool's lock.
 */
final class Company {
    private static final long TOGETHER = Duration.ofSeconds(2).toMillis();
    private static final long APART = Duration.ofSeconds(10).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int ENOUGH = 3;
    private static final int MOST_PAIRS = 1_000;
    private static final int MOST_MODELS = 64;
    private static final int MOST_AT_ONCE = 8;
    private static final int MOST_SERVED = 1_000;

    /** Who ran out lately, by model. */
    private final Map<String, Deque<Spent>> lately = bounded(MOST_MODELS);
    /** The oldest goes first. */
    private final Map<Pair, Meetings> pairs = bounded(MOST_PAIRS);

    private final Map<Pair, Boolean> dismissed = bounded(MOST_PAIRS);
    /** The pairs that each key is in: nearly all are in none. */
    private final Map<Long, List<Pair>> members = new HashMap<>();

    private final Roster roster;
    private final Lanes lanes;

    Company(Roster roster, Lanes lanes) {
        this.roster = roster;
        this.lanes = lanes;
    }

    /**
     * That a key has run out.
     *
     * @param served those whose calls Google has served since
     */
    private record Spent(long keyId, KeyKind kind, long at, Set<Long> served) {
        boolean speaksOf(KeyEntry entry) {
            return keyId != entry.id() && kind == entry.kind() && !served.contains(entry.id());
        }
    }

    private record Pair(long lower, long higher) {
        static Pair of(long one, long other) {
            return new Pair(Math.min(one, other), Math.max(one, other));
        }

        boolean has(long keyId) {
            return lower == keyId || higher == keyId;
        }

        long other(long keyId) {
            return lower == keyId ? higher : lower;
        }
    }

    /** When two keys ran out together within the last day, at which model the last time. */
    private static final class Meetings {
        private final Deque<Long> times = new ArrayDeque<>();
        private String model = "";
    }

    /** A call of a key has failed. */
    void failed(Loan loan, Failure failure, Instant now) {
        boolean named = loan.entry().key().project().isPresent();
        if (named || !(failure instanceof QuotaSpent spent) || !tellsOfQuota(spent) || explained(loan, spent, now)) {
            return;
        }
        KeyEntry entry = loan.entry();
        long at = now.toEpochMilli();
        Deque<Spent> others = lately.computeIfAbsent(loan.model(), missing -> new ArrayDeque<>());
        others.removeIf(other -> other.keyId == entry.id() || at - other.at > TOGETHER || other.at > at);
        others.stream()
                .filter(other -> other.speaksOf(entry))
                .forEach(other -> met(Pair.of(entry.id(), other.keyId), loan.model(), at));
        if (others.size() >= MOST_AT_ONCE) {
            others.removeFirst();
        }
        others.addLast(new Spent(entry.id(), entry.kind(), at, new HashSet<>(2)));
    }

    /** A call of a key has succeeded: whoever was spent when it was sent, and still is, does not share its quota. */
    void succeeded(KeyEntry entry, String model, long sentAt, long now) {
        Deque<Spent> spent = lately.get(model);
        if (spent != null) {
            spent.forEach(other -> serve(other, entry, sentAt));
            if (now - spent.getLast().at > TOGETHER) {
                lately.remove(model);
            }
        }
        List<Pair> mine = members.get(entry.id());
        if (mine != null) {
            mine.stream()
                    .filter(pair -> spentBefore(pair.other(entry.id()), model, sentAt, Instant.ofEpochMilli(now)))
                    .toList()
                    .forEach(this::drop);
        }
    }

    private static void serve(Spent other, KeyEntry entry, long sentAt) {
        if (sentAt > other.at && other.served.size() < MOST_SERVED) {
            other.served.add(entry.id());
        }
    }

    private boolean spentBefore(long keyId, String model, long sentAt, Instant now) {
        return roster.find(keyId)
                .map(other -> lanes.bench(other.project(), model))
                .filter(bench -> bench.told().on(now) && bench.told().provenance() == Cooldown.Provenance.STATED)
                .filter(bench -> bench.since().toEpochMilli() < sentAt)
                .isPresent();
    }

    /** @return groups of keys, the one that was seen most often first */
    List<Suspicion> suspicions(Instant now) {
        long today = now.toEpochMilli() - DAY;
        List<Suspicion> found = new ArrayList<>();
        pairs.forEach((pair, meetings) -> {
            meetings.times.removeIf(time -> time < today);
            if (meetings.times.size() >= ENOUGH && !dismissed.containsKey(pair) && open(pair)) {
                merge(found, pair, meetings);
            }
        });
        found.sort(Comparator.comparingInt(Suspicion::times).reversed());
        return found;
    }

    /** Two keys that a person says do not belong together. */
    void dismiss(List<Long> keyIds) {
        for (long one : keyIds) {
            for (long other : keyIds) {
                if (one < other) {
                    dismissed.put(new Pair(one, other), true);
                    drop(new Pair(one, other));
                }
            }
        }
    }

    private static boolean tellsOfQuota(QuotaSpent spent) {
        return spent.window() == Failure.QuotaWindow.MINUTE || spent.window() == Failure.QuotaWindow.DAY;
    }

    /** Whether the key's own calls alone have used up what Google says is allowed. */
    private static boolean explained(Loan loan, QuotaSpent spent, Instant now) {
        Account account = loan.day().account();
        long millis = now.toEpochMilli();
        return reaches(spent, Quota.REQUESTS_PER_MINUTE, account.minute().requests(millis))
                || reaches(
                        spent, Quota.INPUT_TOKENS_PER_MINUTE, account.minute().tokens(millis))
                || reaches(spent, Quota.REQUESTS_PER_DAY, loan.day().requests())
                || reaches(spent, Quota.INPUT_TOKENS_PER_DAY, loan.day().input());
    }

    private static boolean reaches(QuotaSpent spent, Quota quota, long used) {
        Long most = spent.ceilings().get(quota);
        return most != null && used >= most - most / 10;
    }

    private void met(Pair pair, String model, long at) {
        Meetings meetings = pairs.remove(pair);
        if (meetings == null) {
            makeRoom();
            meetings = new Meetings();
            members.computeIfAbsent(pair.lower, missing -> new ArrayList<>(2)).add(pair);
            members.computeIfAbsent(pair.higher, missing -> new ArrayList<>(2)).add(pair);
        }
        pairs.put(pair, meetings);
        Deque<Long> times = meetings.times;
        times.removeIf(time -> time < at - DAY || time > at);
        if (times.isEmpty() || at - times.getLast() > APART) {
            times.addLast(at);
        }
        if (times.size() > 20) {
            times.removeFirst();
        }
        meetings.model = model;
    }

    private void makeRoom() {
        while (pairs.size() >= MOST_PAIRS) {
            drop(pairs.keySet().iterator().next());
        }
    }

    private void drop(Pair pair) {
        if (pairs.remove(pair) != null) {
            leave(pair.lower, pair);
            leave(pair.higher, pair);
        }
    }

    private void leave(long keyId, Pair pair) {
        List<Pair> left = members.get(keyId);
        left.remove(pair);
        if (left.isEmpty()) {
            members.remove(keyId);
        }
    }

    private boolean open(Pair pair) {
        return List.of(pair.lower, pair.higher).stream().allMatch(keyId -> roster.find(keyId)
                .filter(entry -> entry.key().project().isEmpty())
                .isPresent());
    }

    /** Pairs with a key in common become one group. */
    private static void merge(List<Suspicion> groups, Pair pair, Meetings meetings) {
        TreeSet<Long> keys = new TreeSet<>(List.of(pair.lower, pair.higher));
        int times = meetings.times.size();
        Instant since = Instant.ofEpochMilli(meetings.times.getFirst());
        for (Iterator<Suspicion> all = groups.iterator(); all.hasNext(); ) {
            Suspicion group = all.next();
            if (group.keyIds().stream().anyMatch(pair::has)) {
                keys.addAll(group.keyIds());
                times = Math.max(times, group.times());
                since = since.isBefore(group.since()) ? since : group.since();
                all.remove();
            }
        }
        groups.add(new Suspicion(List.copyOf(keys), meetings.model, times, since));
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
