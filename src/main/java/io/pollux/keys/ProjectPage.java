package io.pollux.keys;

import java.util.List;

/**
 * What a page wanted to see.
 *
 * @param rows not more than it asked for
 * @param total how many there are in all
 */
public record ProjectPage(List<ProjectLine> rows, long total) {}
