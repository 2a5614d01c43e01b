package io.pollux.keys;

import io.pollux.exchange.Quota;
import java.time.Instant;
import java.util.Map;

/**
 * What the operator says of a project.
 *
 * @param scope the project, as {@link StoredKey#scope()} says it
 * @param limits what it may use, by model: a whole name, or the beginning of names with a star behind it
 * @param limitedAt when the limits were last set
 * @param waivers at which models no limit counts for a while
 * @param note anything else; may be empty
 */
public record StoredProject(
        String scope,
        Map<String, Map<Quota, Long>> limits,
        Instant limitedAt,
        Map<String, Waiver> waivers,
        String note) {
    public static final int NOTE_LENGTH = 1000;

    /** Nothing was said. */
    public static StoredProject of(String scope) {
        return new StoredProject(scope, Map.of(), Instant.EPOCH, Map.of(), "");
    }

    /**
     * That no limit counts for a while, but what Google states after its beginning.
     *
     * @param from when the operator said so
     */
    public record Waiver(Instant from, Instant until) {
        public static final Waiver NONE = new Waiver(Instant.EPOCH, Instant.EPOCH);

        public boolean on(Instant now) {
            return until.isAfter(now);
        }
    }
}
