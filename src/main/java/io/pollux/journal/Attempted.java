package io.pollux.journal;

/**
 * An attempt as the journal remembers it.
 *
 * @param number counts from 1
 * @param maskedKey whose it was
 * @param status Google's; 0 when there was none
 * @param passedOver which keys it did not get and why, for a person; may be empty
 */
public record Attempted(int number, String maskedKey, int status, String passedOver) {}
