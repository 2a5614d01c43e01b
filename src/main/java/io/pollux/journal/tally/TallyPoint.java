package io.pollux.journal.tally;

import java.time.Instant;

/** The sums of one step of time. */
public record TallyPoint(Instant startsAt, Sums sums) {}
