package io.pollux.keys;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import java.util.Optional;

/**
 * A key as it stood in the table at one moment.
 *
 * @param id its row
 * @param label what the operator calls it; may be empty
 * @param secret the key itself
 * @param masked fit for logs and pages
 * @param kind the pool it belongs to
 * @param project the Google project, when the operator named it
 * @param enabled whether the operator lets it be used
 * @param setAside present while Google refuses it
 * @param failures failures in a row that point at the key without being conclusive
 * @param rank which of several keys is served first
 * @param dayLimit how many calls it may serve in a Pacific day
 */
public record StoredKey(
        long id,
        String label,
        Secret secret,
        String masked,
        KeyKind kind,
        Optional<String> project,
        boolean enabled,
        Optional<SetAside> setAside,
        int failures,
        Rank rank,
        DayLimit dayLimit) {

    /** The same key with another rank. */
    public StoredKey ranked(Rank other) {
        return new StoredKey(id, label, secret, masked, kind, project, enabled, setAside, failures, other, dayLimit);
    }

    /** The same key with another limit. */
    public StoredKey limited(DayLimit other) {
        return new StoredKey(id, label, secret, masked, kind, project, enabled, setAside, failures, rank, other);
    }

    /** Whose quota its calls use: the named project's, else that of a project of its own. */
    public String scope() {
        return scope(id, kind, project);
    }

    static String scope(long id, KeyKind kind, Optional<String> project) {
        String owner = project.map(name -> "project:" + name).orElse("key:" + id);
        return kind == KeyKind.VERTEX ? "vertex:" + owner : owner;
    }
}
