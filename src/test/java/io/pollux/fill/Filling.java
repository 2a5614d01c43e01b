package io.pollux.fill;

import io.pollux.exchange.Secret;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyVault;
import io.pollux.storage.DataDirectory;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Fills one database. The same amounts make the same rows, but for their times and calls' identifiers. */
public final class Filling {
    private static final long SEED = 20_261_121;

    private final Map<String, String> environment;
    private final Amount amount;
    private final Consumer<String> told;

    /**
     * @param environment leads to the database, to the data directory and to the master key, as it does for Pollux
     * @param told hears how far it is
     */
    public Filling(Map<String, String> environment, Amount amount, Consumer<String> told) {
        this.environment = environment;
        this.amount = amount;
        this.told = told;
    }

    public void run() {
        Random chance = new Random(SEED);
        try (Storage storage = Storage.open(DatabaseAddress.from(this::value))) {
            timed(amount.keys() + " keys in " + amount.projects() + " projects", () -> {
                KeyVault vault = KeyVault.open(
                        storage,
                        DataDirectory.from(this::value),
                        value("POLLUX_MASTER_KEY").map(Secret::of));
                new FilledKeys(storage, new KeyDesk(storage, vault, Clock.systemUTC()), amount, chance).write();
            });
            timed(amount.calls() + " calls", () -> new FilledCalls(storage, amount, chance, keyIds(storage)).write());
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private void timed(String what, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        told.accept(what + " in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s");
    }

    @SuppressWarnings("unchecked")
    private static List<Long> keyIds(Storage storage) {
        List<Number> ids = storage.read(em ->
                em.createNativeQuery("SELECT id FROM t_pollux_key ORDER BY id").getResultList());
        return ids.stream().map(Number::longValue).toList();
    }
}
