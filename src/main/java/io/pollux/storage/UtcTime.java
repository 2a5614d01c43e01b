package io.pollux.storage;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * An {@link Instant} in a {@code DATETIME} column, as UTC. Applied to every attribute of that type by itself.
 *
 * <p>The column's side is a {@link LocalDateTime}, but it must not be declared as one: of a type that it knows EclipseLink
 * does not leave the reading to {@link UtcPlatform}.
 */
@Converter(autoApply = true)
public final class UtcTime implements AttributeConverter<Instant, Object> {
    /** What to bind for a moment. Whole milliseconds: what is finer MySQL rounds and MariaDB cuts off. */
    public static LocalDateTime column(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    }

    /** The moment in a column that was read as {@link LocalDateTime}. */
    public static Instant instant(LocalDateTime column) {
        return column.toInstant(ZoneOffset.UTC);
    }

    @Override
    public Object convertToDatabaseColumn(Instant instant) {
        return instant == null ? null : column(instant);
    }

    @Override
    public Instant convertToEntityAttribute(Object column) {
        return column == null ? null : instant((LocalDateTime) column);
    }
}
