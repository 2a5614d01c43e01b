package io.pollux.pool;

import java.time.Instant;

/** That a project rests at a model for its limits' sake; ends early only when the limits are waived. */
public record Rest(String scope, String model, Instant until) {}
