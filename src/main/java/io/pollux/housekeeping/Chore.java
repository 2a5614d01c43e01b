package io.pollux.housekeeping;

/**
 * Something that is done again and again.
 *
 * @param name words that end the sentence "the house could not ..."
 * @param rhythm when
 * @param work what; may take its time, is never begun while it is still running, and may throw
 */
record Chore(String name, Rhythm rhythm, Runnable work) {}
