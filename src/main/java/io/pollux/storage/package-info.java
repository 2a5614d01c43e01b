/**
 * Opens the database from its few environment values, brings its tables up to date, and hands out entity managers and
 * transactions.
 *
 * <p>Front door: {@link io.pollux.storage.Storage}. Must not know: any table but Flyway's, any other room.
 *
 * <p>Times are UTC in every column. A {@code DATETIME} has no zone, so the zone of the JVM, of the session and of the
 * server must never take part: entities hold {@link java.time.Instant} (see {@link io.pollux.storage.UtcTime}), plain
 * JDBC binds {@link java.time.LocalDateTime} in UTC, and no SQL asks the database what time it is. Rows that
 * gemini-balance wrote carry the local time of its server and are left as they are.
 */
package io.pollux.storage;
