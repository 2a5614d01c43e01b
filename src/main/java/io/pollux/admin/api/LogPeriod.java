package io.pollux.admin.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times as scripts write them. */
final class LogPeriod {
    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT);

    private LogPeriod() {}

    /** How far the name of a period goes back. */
    static Duration of(String period) {
        return switch (period) {
            case "1m" -> Duration.ofMinutes(1);
            case "1h" -> Duration.ofHours(1);
            case "8h" -> Duration.ofHours(8);
            case "24h" -> Duration.ofHours(24);
            default -> throw Refused.invalid("period", "It is one of 1m, 1h, 8h, 24h");
        };
    }

    /** In UTC, to the millisecond. */
    static String text(Instant moment) {
        return TEXT.format(moment.atOffset(ZoneOffset.UTC));
    }

    /** A date, or a date with a time; without a zone it is UTC. */
    static Optional<Instant> moment(String place, String text) {
        String stripped = text == null ? "" : text.strip().replace(' ', 'T');
        if (stripped.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!stripped.contains("T")) {
                return Optional.of(LocalDate.parse(stripped).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            return Optional.of(
                    stripped.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                            ? OffsetDateTime.parse(stripped).toInstant()
                            : LocalDateTime.parse(stripped).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException unreadable) {
            throw Refused.invalid(place, "It is a date such as 2026-11-22, or a time such as 2026-11-22T08:00:00Z");
        }
    }
}
