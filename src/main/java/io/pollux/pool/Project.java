package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The keys that draw on one quota and so cool together, and what they have used of it. Guarded by the pool's lock. */
final class Project {
    private static final int MOST_MODELS = 64;

    private final String scope;
    private final long seed;
    private final List<KeyEntry> members = new ArrayList<>(1);
    private final Map<String, Account> accounts = new HashMap<>(4);
    private Account latest;

    Project(String scope) {
        this.scope = scope;
        this.seed = Scatter.of(scope);
    }

    /** Names it in the table of cool-downs. */
    String scope() {
        return scope;
    }

    /** A number of its own that is the same on every node and after every start. */
    long seed() {
        return seed;
    }

    List<KeyEntry> members() {
        return members;
    }

    /** Whose quota it has: that of free projects' keys when there are any among several kinds. */
    KeyKind kind() {
        KeyKind kind = members.isEmpty() ? KeyKind.GEMINI : members.get(0).kind();
        for (KeyEntry member : members) {
            kind = member.kind() == KeyKind.GEMINI ? KeyKind.GEMINI : kind;
        }
        return kind;
    }

    /** What it has used, by model. */
    Map<String, Account> accounts() {
        return accounts;
    }

    /** What it has used of a model; null when it has none. Most projects are asked for one model again and again. */
    Account find(String model) {
        Account account = latest;
        if (account == null || !account.model().equals(model)) {
            account = accounts.get(model);
            latest = account;
        }
        return account;
    }

    /** Forgets those that the test is true for. */
    void forget(Predicate<Account> test) {
        accounts.values().removeIf(test);
        latest = null;
    }

    /** Opens one where there is none. Names of models come from clients, so the least used makes room for the 65th. */
    Account account(String model, long dayEnds) {
        Account account = find(model);
        if (account == null) {
            if (accounts.size() >= MOST_MODELS) {
                accounts.remove(leastUsed(dayEnds));
            }
            account = new Account(this, model, dayEnds);
            accounts.put(model, account);
            latest = account;
        }
        return account;
    }

    private String leastUsed(long dayEnds) {
        return Collections.min(
                        accounts.values(),
                        Comparator.comparing((Account account) ->
                                        account.sits() || account.ceilings().learnedAny())
                                .thenComparingLong(
                                        account -> account.day(dayEnds).requests()))
                .model();
    }

    boolean deserted() {
        return members.isEmpty();
    }
}
