package io.pollux.keys;

import io.pollux.exchange.Failure;
import java.time.Instant;

/**
 * That Google refuses a key, kept until a check succeeds or the operator lifts it.
 *
 * @param refusal what kind of refusal it was
 * @param reason Google's words, scrubbed of keys
 * @param since when it was refused
 */
public record SetAside(Failure.Refusal refusal, String reason, Instant since) {}
