package io.pollux.keys;

import io.pollux.exchange.Quota;
import io.pollux.storage.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the rows of {@link QuotaBook#since} apart. */
final class NewsReader {
    private NewsReader() {}

    static QuotaNews read(ResultSet rows) throws SQLException {
        List<StoredCooldown> cooldowns = new ArrayList<>();
        List<StoredUse> uses = new ArrayList<>();
        List<StoredCeiling> ceilings = new ArrayList<>();
        List<StoredProject> projects = new ArrayList<>();
        List<StoredCalls> calls = new ArrayList<>();
        while (rows.next()) {
            String scope = rows.getString(2);
            String model = rows.getString(3);
            Instant moment = UtcTime.instant(rows.getObject(4, LocalDateTime.class));
            String word = rows.getString(6);
            long number = rows.getLong(7);
            switch (rows.getString(1)) {
                case "COOLDOWN" -> cooldowns.add(new StoredCooldown(scope, model, moment, rows.getString(5), word));
                case "CALLS" -> calls.add(new StoredCalls(number, moment, rows.getLong(8)));
                case "PROJECT" -> projects.add(project(scope, moment, rows));
                case "USE" -> uses.add(new StoredUse(scope, model, moment, number, rows.getLong(8), rows.getLong(9)));
                default -> {
                    // A quota that a newer node knows and this one does not is left out.
                    if (Arrays.stream(Quota.values())
                            .anyMatch(quota -> quota.name().equals(word))) {
                        ceilings.add(new StoredCeiling(scope, model, Quota.valueOf(word), number, moment));
                    }
                }
            }
        }
        return new QuotaNews(cooldowns, uses, ceilings, projects, calls);
    }

    /** The limits stand where others have their model, the waivers where they have their reason. */
    private static StoredProject project(String scope, Instant limitedAt, ResultSet rows) throws SQLException {
        return new StoredProject(
                scope,
                ProjectText.limits(rows.getString(3)),
                limitedAt,
                ProjectText.waivers(rows.getString(5)),
                rows.getString(6));
    }
}
