package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.NewKey;
import io.pollux.keys.NewKey.Use;
import io.pollux.keys.Rank;
import io.pollux.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes keys in from a file of a load balancer. */
final class KeyIntake {
    private static final int MOST_ERRORS = 100;

    private final Office office;
    private final KeyBook book;
    private final Pattern pattern;
    private final List<NewKey> fresh = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int updated;
    private int skipped;

    KeyIntake(Office office) {
        this.office = office;
        this.book = new KeyBook(office.keys());
        this.pattern = office.settings().get().get(Settings.POLLUX_KEY_PATTERN);
    }

    Outcome take(List<BalancerKey> keys) {
        for (int i = 0; i < keys.size(); i++) {
            try {
                take(keys.get(i));
            } catch (IllegalArgumentException | Refused wrong) {
                skipped++;
                errors.add("Key " + (i + 1) + ": " + wrong.getMessage());
            }
        }
        office.keys().add(fresh);
        return new Outcome(
                "The keys have been imported",
                fresh.size(),
                updated,
                skipped,
                errors.size(),
                errors.stream().limit(MOST_ERRORS).toList());
    }

    private void take(BalancerKey key) {
        if (key.key() == null || key.key().isBlank()) {
            throw new IllegalArgumentException("it holds no key");
        }
        Optional<ApiKey> known = book.find(key.key());
        if (known.isPresent()) {
            update(known.get(), key);
            updated++;
        } else if (pattern.matcher(key.key().strip()).matches()) {
            fresh.add(new NewKey(
                    Secret.of(key.key()),
                    new KeyTraits(name(key), KeyKind.GEMINI, project(key), ""),
                    Boolean.FALSE.equals(key.active()) ? Use.LATER : Use.AT_ONCE));
        } else {
            throw new IllegalArgumentException("it does not look like a key of Gemini");
        }
    }

    private void update(ApiKey row, BalancerKey key) {
        Optional<String> project = project(key).or(() -> Optional.ofNullable(row.getProject()));
        Rank rank = new Rank(row.getPriority(), row.getWeight());
        String name = key.name() == null ? row.getLabel() : key.name();
        office.keys()
                .describe(row.getId(), new KeyTraits(name, row.getKind(), project, row.getNote(), rank, row.getTags()));
        if (Boolean.FALSE.equals(key.active()) && row.isEnabled()) {
            office.keys().disable(List.of(row.getId()));
        } else if (Boolean.TRUE.equals(key.active()) && !row.isEnabled()) {
            office.keys().enable(List.of(row.getId()));
        }
    }

    private static String name(BalancerKey key) {
        return key.name() == null ? "" : key.name();
    }

    private static Optional<String> project(BalancerKey key) {
        return key.profile() == null ? Optional.empty() : Profiles.project(key.profile());
    }

    /** What became of the file's keys. */
    public record Outcome(String message, int added, int updated, int skipped, int errors, List<String> errorDetails) {}
}
