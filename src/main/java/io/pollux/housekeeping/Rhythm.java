package io.pollux.housekeeping;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** When a chore is due again. Asked at every tick, so that a changed setting acts at once. */
interface Rhythm {
    /**
     * @param last when it was last begun, or when the house was opened
     * @param chance from 0 to 1, another one for each time it is done: so that nodes do not all act at the same moment
     */
    Instant next(Instant last, double chance);

    /** When it is due for the first time. */
    default Instant first(Instant opened, double chance) {
        return next(opened, chance);
    }

    static Rhythm every(Duration interval) {
        return (last, chance) -> last.plus(interval);
    }

    /** With up to a tenth of the interval more or less. An interval of zero means never. */
    static Rhythm about(Supplier<Duration> interval) {
        return (last, chance) -> {
            long millis = interval.get().toMillis();
            return millis == 0 ? Instant.MAX : last.plusMillis((long) (millis * (0.9 + chance / 5)));
        };
    }

    /** Within half an hour after midnight, and once soon after the opening: the house may never be open at midnight. */
    static Rhythm nightly(Supplier<ZoneId> zone) {
        return new Rhythm() {
            @Override
            public Instant next(Instant last, double chance) {
                ZoneId here = zone.get();
                Instant midnight = last.atZone(here)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(here)
                        .toInstant();
                return midnight.plusSeconds((long) (chance * 1_800));
            }

            @Override
            public Instant first(Instant opened, double chance) {
                return opened.plusSeconds(60 + (long) (chance * 60));
            }
        };
    }
}
