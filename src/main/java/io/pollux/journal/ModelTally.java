package io.pollux.journal;

/**
 * What a key was used for, at one model.
 *
 * @param model as it was asked for
 * @param attempts all of them
 * @param failed those that did not succeed
 * @param tokens of all, as far as Google said
 */
public record ModelTally(String model, long attempts, long failed, long tokens) {}
