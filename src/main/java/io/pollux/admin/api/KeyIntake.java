package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.NewKey;
import io.pollux.keys.NewKey.Use;
import io.pollux.keys.Rank;
import io.pollux.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes keys in from a file of a load balancer: what is to be done with each is settled before anything is done. */
final class KeyIntake {
    private static final int MOST_ERRORS = 100;
    private static final int AT_ONCE = 1_000;

    private final Office office;
    private final KeyBook book;
    private final Pattern pattern;
    private final List<NewKey> fresh = new ArrayList<>();
    private final List<Runnable> changes = new ArrayList<>();
    private final Set<Long> known = new HashSet<>();
    private final List<String> errors = new ArrayList<>();

    private KeyIntake(Office office) {
        this.office = office;
        this.book = new KeyBook(office.keys());
        this.pattern = office.settings().get().get(Settings.POLLUX_KEY_PATTERN);
    }

    /** Settles what is to be done, and does nothing yet. */
    static KeyIntake of(Office office, List<BalancerKey> keys) {
        KeyIntake intake = new KeyIntake(office);
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            intake.plan(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)), from);
        }
        return intake;
    }

    private void plan(List<BalancerKey> keys, int before) {
        Map<String, ApiKey> rows = book.find(keys.stream()
                .map(KeyIntake::text)
                .filter(text -> !text.isEmpty())
                .toList());
        for (int i = 0; i < keys.size(); i++) {
            try {
                plan(keys.get(i), Optional.ofNullable(rows.get(text(keys.get(i)))));
            } catch (IllegalArgumentException wrong) {
                errors.add("Key " + (before + i + 1) + ": " + wrong.getMessage());
            }
        }
    }

    private void plan(BalancerKey key, Optional<ApiKey> row) {
        if (row.isPresent()) {
            known.add(row.get().getId());
            planChange(row.get(), key);
        } else if (text(key).isEmpty()) {
            throw new IllegalArgumentException("it holds no key");
        } else if (kind(key) != KeyKind.GEMINI || pattern.matcher(text(key)).matches()) {
            KeyTraits traits = new KeyTraits(name(key), kind(key), project(key), "").limited(limit(key, DayLimit.NONE));
            fresh.add(new NewKey(
                    Secret.of(text(key)), traits, Boolean.FALSE.equals(key.active()) ? Use.LATER : Use.AT_ONCE));
        } else {
            throw new IllegalArgumentException("it does not look like a key of Gemini");
        }
    }

    private void planChange(ApiKey row, BalancerKey key) {
        long id = row.getId();
        Rank rank = new Rank(row.getPriority(), row.getWeight());
        Optional<String> project = Optional.ofNullable(row.getProject());
        KeyTraits before = new KeyTraits(row.getLabel(), row.getKind(), project, row.getNote(), rank, row.getTags())
                .limited(row.getDayLimit());
        KeyTraits after = new KeyTraits(
                key.name() == null ? row.getLabel() : key.name(),
                row.getKind(),
                project(key).or(() -> project),
                row.getNote(),
                rank,
                row.getTags(),
                limit(key, row.getDayLimit()));
        if (!after.equals(before)) {
            changes.add(() -> office.keys().describe(id, after));
        }
        if (Boolean.FALSE.equals(key.active()) && row.isEnabled()) {
            changes.add(() -> office.keys().disable(List.of(id)));
        } else if (Boolean.TRUE.equals(key.active()) && !row.isEnabled()) {
            changes.add(() -> office.keys().enable(List.of(id)));
        }
    }

    /** One line for each key that cannot be taken. */
    List<String> errors() {
        return errors;
    }

    /** Gemini's keys that are there and that the file does not hold. */
    Collection<Long> others() {
        return book.all(KeyKind.GEMINI)
                .map(ApiKey::getId)
                .filter(id -> !known.contains(id))
                .toList();
    }

    /** Does it, but for the keys that cannot be taken. */
    Outcome carryOut() {
        office.keys().add(fresh);
        changes.forEach(Runnable::run);
        return new Outcome(
                "The keys have been imported",
                fresh.size(),
                known.size(),
                errors.size(),
                errors.size(),
                errors.stream().limit(MOST_ERRORS).toList());
    }

    private static String text(BalancerKey key) {
        return key.key() == null ? "" : key.key().strip();
    }

    private static String name(BalancerKey key) {
        return key.name() == null ? "" : key.name();
    }

    private static KeyKind kind(BalancerKey key) {
        return Arrays.stream(KeyKind.values())
                .filter(kind -> kind.name().equals(key.kind()))
                .findFirst()
                .orElse(KeyKind.GEMINI);
    }

    /** As the file has it, or as it is where the file says nothing. */
    private static DayLimit limit(BalancerKey key, DayLimit before) {
        Long said = key.dailyRateLimit();
        return said == null ? before : DayLimit.of(said.toString());
    }

    private static Optional<String> project(BalancerKey key) {
        return key.profile() == null ? Optional.empty() : Profiles.project(key.profile());
    }

    /** What became of the file's keys. */
    public record Outcome(String message, int added, int updated, int skipped, int errors, List<String> errorDetails) {}
}
