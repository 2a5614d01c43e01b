package io.pollux.admin.dashboard;

import io.pollux.journal.tally.Sums;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What was found when the house was looked through, in the reader's language. */
public record Board(Snapshot snapshot, Wording wording) {
    public List<Trouble> troubles() {
        return snapshot.troubles();
    }

    public String words(Trouble trouble) {
        return wording.say(trouble);
    }

    /** What is to come when the trouble ends. */
    public String untilWords(Trouble trouble) {
        return wording.until(trouble);
    }

    /** What the page is called where something can be done about it. */
    public String link(Trouble trouble) {
        return wording.link(trouble);
    }

    public Period[] periods() {
        return Period.values();
    }

    public List<Measure> ofCalls() {
        return measures(false);
    }

    public List<Measure> ofAttempts() {
        return measures(true);
    }

    private static List<Measure> measures(boolean attempts) {
        return Arrays.stream(Measure.values())
                .filter(measure -> measure.name().startsWith("ATTEMPTS") == attempts)
                .toList();
    }

    public String figure(Period period, Measure measure) {
        return wording.say(measure, snapshot.figures().getOrDefault(period, new Sums()));
    }

    /** The names of all lines that charts may have. */
    public List<String> lines() {
        return Chart.names();
    }

    public String line(String name) {
        return wording.line(name);
    }

    /** Null while nothing was counted. */
    public Instant since() {
        return snapshot.since().orElse(null);
    }

    public boolean away() {
        return snapshot.away();
    }
}
