package io.pollux.fill;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.NewKey;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Keys in projects: most are well, some are refused or switched off, and some projects rest. */
final class FilledKeys {
    private static final int TOGETHER = 5_000;
    private static final List<String> MODELS = List.of("gemini-2.5-flash", "gemini-2.5-pro");

    private final Storage storage;
    private final KeyDesk desk;
    private final Amount amount;
    private final Random chance;

    FilledKeys(Storage storage, KeyDesk desk, Amount amount, Random chance) {
        this.storage = storage;
        this.desk = desk;
        this.amount = amount;
        this.chance = chance;
    }

    void write() {
        for (int from = 0; from < amount.keys(); from += TOGETHER) {
            List<NewKey> some = new ArrayList<>(TOGETHER);
            for (int number = from; number < Math.min(amount.keys(), from + TOGETHER); number++) {
                some.add(new NewKey(
                        Secret.of(text(number)),
                        new KeyTraits("", KeyKind.GEMINI, Optional.of(project(number % amount.projects())), ""),
                        NewKey.Use.AT_ONCE));
            }
            desk.add(some);
        }
        refuse();
        rest();
        use();
    }

    /** As Google's keys look; opens nothing. */
    static String text(int number) {
        return String.format(Locale.ROOT, "AIzaSyFilledForTrials%018d", number);
    }

    static String masked(int number) {
        return Secret.of(text(number)).masked();
    }

    static String project(int number) {
        return String.format(Locale.ROOT, "team-%03d/project-%05d", number % 97, number);
    }

    private void refuse() {
        String at = "'" + UtcTime.column(amount.end().minus(Duration.ofHours(3))) + "'";
        change(
                "UPDATE t_pollux_key SET refusal = 'INVALID', refusal_reason = 'API key not valid. Please pass a valid API"
                        + " key.', refused_at = " + at + ", failures = 1 WHERE MOD(id, 53) = 0");
        change("UPDATE t_pollux_key SET refusal = 'SUSPENDED', refusal_reason = 'Consumer has been suspended.',"
                + " refused_at = " + at + ", failures = 1 WHERE MOD(id, 211) = 0");
        change("UPDATE t_pollux_key SET enabled = FALSE WHERE MOD(id, 101) = 0");
        change("UPDATE t_pollux_key SET uses = MOD(id * 7919, 4000), last_used_at = " + at);
    }

    private void rest() {
        Rows rows = new Rows(storage, "t_pollux_cooldown", "scope, model, ends_at, reason, provenance, changed_at");
        for (int project = 0; project < amount.projects(); project += 11) {
            Instant until = amount.end().plus(Duration.ofMinutes(10 + chance.nextInt(900)));
            rows.add(
                    "project:" + project(project),
                    MODELS.get(project % 2),
                    UtcTime.column(until),
                    "Quota exceeded for quota metric 'Generate Content API requests per day'",
                    project % 3 == 0 ? "STATED" : "GUESSED",
                    UtcTime.column(amount.end()));
        }
        rows.write();
    }

    private void use() {
        Rows rows = new Rows(
                storage,
                "t_pollux_quota_use",
                "scope, model, day_ends_at, requests, input_tokens, output_tokens, changed_at");
        Instant ends = amount.end().plus(Duration.ofHours(9));
        for (int project = 0; project < amount.projects(); project += 2) {
            for (String model : MODELS) {
                int requests = 1 + chance.nextInt(240);
                rows.add(
                        "project:" + project(project),
                        model,
                        UtcTime.column(ends),
                        requests,
                        requests * 850L,
                        requests * 310L,
                        UtcTime.column(amount.end()));
            }
        }
        rows.write();
    }

    private void change(String sql) {
        storage.write(transaction -> transaction.em().createNativeQuery(sql).executeUpdate());
    }
}
