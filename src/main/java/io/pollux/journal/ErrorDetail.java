package io.pollux.journal;

/**
 * What is too long for a list.
 *
 * @param words all of them
 * @param request as it was sent to Google; empty when it was not recorded
 */
public record ErrorDetail(String words, String request) {}
