package io.pollux.journal;

/** A row of a list that is sorted by a figure, and where it stands there. */
public record Ranked<T>(T row, Rank rank) {}
