package io.pollux.fill;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.NewKey;
import io.pollux.keys.Rank;
import io.pollux.keys.Tags;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Keys in projects: most are well, some are refused or switched off, and a few were deleted lately. */
final class FilledKeys {
    private static final int TOGETHER = 5_000;
    private static final int DELETED = 60;
    private static final List<String> REGIONS = List.of("eu", "us", "asia");
    private static final String STAND = "UPDATE t_pollux_key SET refusal = ?, refusal_reason = ?, refused_at = ?,"
            + " enabled = ?, failures = ?, last_failure_at = ?, last_failure = ? WHERE id = ?";
    private static final String USE = "UPDATE t_pollux_key SET created_at = ?, uses = (SELECT COUNT(*) FROM"
            + " t_request_log r WHERE r.key_id = t_pollux_key.id), last_used_at = (SELECT MAX(r.request_time) FROM"
            + " t_request_log r WHERE r.key_id = t_pollux_key.id) WHERE id BETWEEN ? AND ?";

    private final Storage storage;
    private final KeyDesk desk;
    private final Amount amount;
    private final Fates fates;

    FilledKeys(Storage storage, KeyDesk desk, Amount amount, Fates fates) {
        this.storage = storage;
        this.desk = desk;
        this.amount = amount;
        this.fates = fates;
    }

    /** @return the rows of the keys, by their numbers */
    List<Long> write() {
        int all = amount.keys() + DELETED;
        for (int from = 0; from < all; from += TOGETHER) {
            List<NewKey> some = IntStream.range(from, Math.min(all, from + TOGETHER))
                    .mapToObj(number -> new NewKey(Secret.of(text(number)), traits(number), NewKey.Use.AT_ONCE))
                    .toList();
            desk.add(some);
        }
        List<Long> ids = ids();
        desk.delete(ids.subList(amount.keys(), all));
        List<Long> kept = List.copyOf(ids.subList(0, amount.keys()));
        stand(kept);
        tell(kept);
        return kept;
    }

    /** How often each was used, as the calls tell. */
    void use() {
        List<Long> ids = ids();
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            long first = ids.get(from);
            long last = ids.get(Math.min(ids.size(), from + TOGETHER) - 1);
            storage.write(transaction -> {
                try (PreparedStatement use = transaction.connection().prepareStatement(USE)) {
                    use.setObject(1, UtcTime.column(amount.end().minus(amount.span())));
                    use.setLong(2, first);
                    use.setLong(3, last);
                    use.executeUpdate();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
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

    static String scope(int project) {
        return "project:" + project(project);
    }

    /** Of a few nobody has named the project. */
    static Optional<Integer> projectOf(int key, Amount amount) {
        return key % 400 == 399 ? Optional.empty() : Optional.of(key % amount.projects());
    }

    static Rows events(Storage storage) {
        return new Rows(storage, "t_pollux_key_event", "key_id, scope, happened_at, kind, reason, model, until_at");
    }

    private KeyTraits traits(int number) {
        String region = REGIONS.get(number % REGIONS.size());
        String label =
                number % 4 == 0 ? "" : String.format(Locale.ROOT, "%s-batch-%03d %05d", region, number / 500, number);
        String note = number % 50 == 0
                ? "Bought with the batch of " + number % 12 + " months ago; ask team-" + number % 97
                        + " before it is deleted"
                : "";
        List<String> tags = new ArrayList<>();
        if (number % 3 > 0) {
            tags.add(region);
        }
        if (number % 5 == 0) {
            tags.add("free tier");
        }
        if (number % 250 == 0) {
            tags.add("watch");
        }
        Rank rank = number % 1_000 == 0 ? new Rank(1, 1) : number % 700 == 0 ? new Rank(0, 5) : Rank.USUAL;
        KeyKind kind = number % 997 == 0 ? KeyKind.PAID : KeyKind.GEMINI;
        return new KeyTraits(
                label, kind, projectOf(number, amount).map(FilledKeys::project), note, rank, new Tags(tags));
    }

    private void stand(List<Long> ids) {
        storage.write(transaction -> {
            try (PreparedStatement stand = transaction.connection().prepareStatement(STAND)) {
                for (int number = 0; number < ids.size(); number++) {
                    Optional<Fates.Refused> refused = fates.refused(number);
                    boolean off = fates.off(number).isPresent();
                    boolean failing = number % 401 == 1;
                    if (refused.isPresent() || off || failing) {
                        Instant failed = refused.map(Fates.Refused::at)
                                .orElse(amount.end().minus(Duration.ofMinutes(number % 600)));
                        stand.setString(1, refused.map(Fates.Refused::refusal).orElse(null));
                        stand.setString(2, refused.map(Fates.Refused::reason).orElse(null));
                        stand.setObject(
                                3, refused.map(why -> UtcTime.column(why.at())).orElse(null));
                        stand.setBoolean(4, !off);
                        stand.setInt(5, refused.isPresent() || failing ? 1 + number % 2 : 0);
                        stand.setObject(6, refused.isPresent() || failing ? UtcTime.column(failed) : null);
                        stand.setString(
                                7, refused.map(Fates.Refused::reason).orElse(failing ? "API key expired" : null));
                        stand.setLong(8, ids.get(number));
                        stand.addBatch();
                    }
                }
                stand.executeBatch();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The history of the keys. */
    private void tell(List<Long> ids) {
        Rows events = events(storage);
        Instant begin = amount.end().minus(amount.span());
        for (int number = 0; number < ids.size(); number++) {
            long id = ids.get(number);
            if (number % 90 == 0) {
                events.add(id, "", UtcTime.column(begin.plusSeconds(number)), "REFUSED", "API key expired.", "", null);
                events.add(id, "", UtcTime.column(begin.plusSeconds(number + 7_200)), "RESTORED", "", "", null);
            }
            fates.refused(number)
                    .ifPresent(refused ->
                            events.add(id, "", UtcTime.column(refused.at()), "REFUSED", refused.reason(), "", null));
            fates.off(number).ifPresent(at -> events.add(id, "", UtcTime.column(at), "DISABLED", "", "", null));
        }
        events.write();
    }

    @SuppressWarnings("unchecked")
    private List<Long> ids() {
        List<Number> ids = storage.read(em ->
                em.createNativeQuery("SELECT id FROM t_pollux_key ORDER BY id").getResultList());
        return ids.stream().map(Number::longValue).toList();
    }
}
