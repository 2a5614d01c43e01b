package io.pollux.pool;

import java.time.Instant;
import java.util.List;

/**
 * That keys which nobody put into one project seem to share one: they keep running out together. For a person to decide.
 *
 * @param keyIds two or more, in ascending order
 * @param model where it was seen last
 * @param times how often they ran out together
 * @param since when that was seen first
 */
public record Suspicion(List<Long> keyIds, String model, int times, Instant since) {}
