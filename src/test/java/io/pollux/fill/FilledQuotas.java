package io.pollux.fill;

import io.pollux.journal.tally.Counted;
import io.pollux.pool.QuotaDay;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What projects have used of their quotas today, and which of them rest. */
final class FilledQuotas {
    private static final List<String> MODELS = List.of("gemini-2.5-flash", "gemini-2.5-pro");
    private static final Map<String, Long> MOST = Map.of("gemini-2.5-flash", 250L, "gemini-2.5-pro", 100L);
    private static final int RESTING = 11;
    private static final int LIMITED = 200;

    private final Storage storage;
    private final Amount amount;
    private final Random chance;
    private final Instant dayBegan;
    private final Instant dayEnds;
    private final Map<Name, long[]> used = new TreeMap<>();

    FilledQuotas(Storage storage, Amount amount, Random chance) {
        this.storage = storage;
        this.amount = amount;
        this.chance = chance;
        this.dayEnds = QuotaDay.endOf(amount.end());
        this.dayBegan = amount.end()
                .atZone(ZoneId.of("America/Los_Angeles"))
                .toLocalDate()
                .atStartOfDay(ZoneId.of("America/Los_Angeles"))
                .toInstant();
    }

    private record Name(String scope, String model) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int first = scope.compareTo(other.scope);
            return first == 0 ? model.compareTo(other.model) : first;
        }
    }

    void add(Counted call) {
        for (Counted.Attempt attempt : call.attempts()) {
            if (!attempt.startedAt().isBefore(dayBegan) && !attempt.project().isEmpty()) {
                long[] sums = used.computeIfAbsent(new Name(attempt.project(), call.model()), missing -> new long[3]);
                sums[0]++;
                sums[1] += attempt.success() ? call.usage().input() : 0;
                sums[2] += attempt.success() ? call.usage().output() : 0;
            }
        }
    }

    void write() {
        rest();
        limit();
        Rows rows = new Rows(
                storage,
                "t_pollux_quota_use",
                "scope, model, day_ends_at, requests, input_tokens, output_tokens, changed_at");
        used.forEach((name, sums) -> rows.add(
                name.scope,
                name.model,
                UtcTime.column(dayEnds),
                sums[0],
                sums[1],
                sums[2],
                UtcTime.column(amount.end())));
        rows.write();
    }

    /** Some are spent until the day ends, and Google has said so; others have been asked too much of in a short time. */
    private void rest() {
        Rows cooldowns =
                new Rows(storage, "t_pollux_cooldown", "scope, model, ends_at, reason, provenance, changed_at");
        Rows ceilings = new Rows(storage, "t_pollux_ceiling", "scope, model, quota, most, stated_at, changed_at");
        Rows events = FilledKeys.events(storage);
        for (int project = 0; project < amount.projects(); project += RESTING) {
            String scope = FilledKeys.scope(project);
            String model = MODELS.get(project / RESTING % 2);
            boolean stated = project % 3 != 0;
            Instant since = amount.end().minus(Duration.ofMinutes(1 + chance.nextInt(180)));
            Instant until = stated ? dayEnds : amount.end().plus(Duration.ofMinutes(10 + chance.nextInt(300)));
            long most = MOST.get(model);
            String reason = stated
                    ? "Quota exceeded for metric:"
                            + " generativelanguage.googleapis.com/generate_content_free_tier_requests,"
                            + " limit: " + most + ", model: " + model
                    : "Resource has been exhausted (e.g. check quota).";
            String provenance = stated ? "STATED" : "GUESSED";
            cooldowns.add(scope, model, UtcTime.column(until), reason, provenance, UtcTime.column(since));
            events.add(0, scope, UtcTime.column(since), "BENCHED", reason, model, UtcTime.column(until));
            if (stated) {
                ceilings.add(
                        scope, model, "REQUESTS_PER_DAY", most, UtcTime.column(since), UtcTime.column(amount.end()));
                used.computeIfAbsent(new Name(scope, model), missing -> new long[] {0, most * 850, most * 310})[0] =
                        most;
            }
        }
        cooldowns.write();
        ceilings.write();
        events.write();
    }

    /** An operator has set limits for a few, with a note. */
    private void limit() {
        Rows rows = new Rows(storage, "t_pollux_project", "scope, limits, limited_at, waivers, note, changed_at");
        for (int project = 1; project < amount.projects(); project += LIMITED) {
            Instant at = amount.end().minus(Duration.ofDays(1 + project % 20));
            rows.add(
                    FilledKeys.scope(project),
                    "{\"gemini-2.5-pro\":{\"rpm\":5,\"rpd\":100},\"gemini-2.5-flash\":{\"rpm\":10,\"rpd\":250}}",
                    UtcTime.column(at),
                    "{}",
                    "Shared with the evaluation runs, which need half of it",
                    UtcTime.column(at));
        }
        rows.write();
    }
}
