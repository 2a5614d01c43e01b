package io.pollux.rota;

import java.time.Instant;

/**
 * A job in this node's hands.
 *
 * @param begun when it was taken; tells it from all other turns of the same job
 */
public record Turn(String job, Instant begun) {}
