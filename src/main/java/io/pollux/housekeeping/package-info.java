/**
 * Whatever runs by the clock: writing behind what the pool learns, checking keys, retention, hearing of other nodes.
 *
 * <p>Front door: {@link io.pollux.housekeeping.Housekeeper}, and {@link io.pollux.housekeeping.KeyCheck} for checks that
 * a person asks for. Must not know: clients' calls, dialects, pages.
 */
package io.pollux.housekeeping;
