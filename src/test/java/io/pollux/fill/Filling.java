package io.pollux.fill;

import io.pollux.exchange.Secret;
import io.pollux.journal.tally.Counted;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyVault;
import io.pollux.prompts.PromptDesk;
import io.pollux.storage.DataDirectory;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.time.Clock;
import java.time.Duration;
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
            KeyVault vault = KeyVault.open(
                    storage,
                    DataDirectory.from(this::value),
                    value("POLLUX_MASTER_KEY").map(Secret::of));
            Fates fates = new Fates(amount);
            FilledKeys keys = new FilledKeys(storage, new KeyDesk(storage, vault, Clock.systemUTC()), amount, fates);
            FilledCalls calls = new FilledCalls(storage, amount, chance, fates);
            FilledSums sums = new FilledSums(storage, amount);
            FilledQuotas quotas = new FilledQuotas(storage, amount, chance);
            Consumer<Counted> counting = sums::add;
            timed(amount.keys() + " keys in " + amount.projects() + " projects", () -> calls.of(keys.write()));
            timed(amount.calls() + " calls", () -> {
                calls.write(counting.andThen(quotas::add));
                sums.write();
            });
            timed("what keys and projects used", () -> {
                quotas.write();
                keys.use();
                office(storage);
            });
        }
    }

    /** What an administrator leaves behind. */
    private void office(Storage storage) {
        PromptDesk prompts = new PromptDesk(storage, Clock.systemUTC());
        prompts.add("Summary of a meeting", prompt("You write short minutes.", "Sum up what follows in five lines: "));
        prompts.add("Translate into Chinese", prompt("You translate faithfully.", "Translate into Chinese: "));
        Rows changes = new Rows(
                storage, "t_pollux_setting_change", "changed_at, changed_by, name, secret, before_text, after_text");
        change(changes, 400, "MAX_RETRIES", "3", "5");
        change(changes, 170, "TIME_OUT", "300", "600");
        change(changes, 30, "MAX_RETRIES", "5", "3");
        changes.write();
    }

    private void change(Rows rows, int hoursAgo, String name, String before, String after) {
        rows.add(
                UtcTime.column(amount.end().minus(Duration.ofHours(hoursAgo))),
                "administrator, 127.0.0.1",
                name,
                false,
                before,
                after);
    }

    private static String prompt(String system, String message) {
        return "{\"model\": \"gemini-2.5-flash\", \"dialect\": \"gemini\", \"system\": \"" + system
                + "\", \"message\": \"" + message + "\", \"temperature\": \"0.4\", \"stream\": true}";
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private void timed(String what, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        told.accept(what + " in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s");
    }
}
