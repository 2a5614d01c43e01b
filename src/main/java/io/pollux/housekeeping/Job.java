package io.pollux.housekeeping;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A chore that one of all nodes does at a time.
 *
 * @param name by which nodes know it, and pages its words
 * @param rhythm when
 * @param work what
 */
record Job(String name, Rhythm rhythm, Work work) {
    /** May take its time, on a thread of its own, and may throw. */
    interface Work {
        /**
         * @param goOn whether there is any use in going on: another node may have taken over, or the house is being closed
         * @return what came of it, in figures by their names
         */
        Map<String, Long> run(BooleanSupplier goOn);
    }
}
