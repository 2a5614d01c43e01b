package io.pollux.admin.intake;

import java.util.List;

/**
 * Lines that came out alike.
 *
 * @param outcome the last part of the name of the text that says how
 * @param count of all
 * @param shown the first of them
 */
public record Group(String outcome, int count, List<Line> shown) {
    private static final int MOST = 200;

    static Group of(String outcome, List<Line> lines) {
        return new Group(outcome, lines.size(), lines.stream().limit(MOST).toList());
    }

    public int more() {
        return count - shown.size();
    }

    /** One of them: where it stands, and what, masked. */
    public record Line(int number, String masked) {}
}
