package io.pollux.keys;

import io.pollux.exchange.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Opens rows. */
final class KeyRing {
    private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());

    private final KeyVault vault;

    KeyRing(KeyVault vault) {
        this.vault = vault;
    }

    /** Where a key is sealed to: its own hash, which names its row and no other. */
    static String place(String lookup) {
        return "key:" + lookup;
    }

    /** Whose quota the key of a row uses, as {@link StoredKey#scope()} says it. */
    static String scope(ApiKey row) {
        return StoredKey.scope(row.getId(), row.getKind(), Optional.ofNullable(row.getProject()));
    }

    List<StoredKey> open(Collection<ApiKey> rows) {
        return rows.stream().map(this::open).flatMap(Optional::stream).toList();
    }

    /** A row that does not open was tampered with; the others are none the worse for it. */
    Optional<StoredKey> open(ApiKey row) {
        try {
            Secret secret = Secret.of(vault.open(place(row.lookup()), row.sealed()));
            return Optional.of(new StoredKey(
                    row.getId(),
                    row.getLabel(),
                    secret,
                    row.getMasked(),
                    row.getKind(),
                    Optional.ofNullable(row.getProject()),
                    row.isEnabled(),
                    setAside(row),
                    row.getFailures(),
                    Rank.nearest(row.getPriority(), row.getWeight()),
                    row.getDayLimit()));
        } catch (IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Key {0} ({1}) does not open and is left out: {2}",
                    Long.toString(row.getId()),
                    row.getMasked(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<SetAside> setAside(ApiKey row) {
        return Optional.ofNullable(row.getRefusal())
                .map(refusal -> new SetAside(refusal, row.getRefusalReason(), row.getRefusedAt()));
    }
}
