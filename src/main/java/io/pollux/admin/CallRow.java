package io.pollux.admin;

import io.pollux.exchange.Ending;
import io.pollux.journal.CallAttempt;
import io.pollux.journal.CallLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A call as the log page shows it. */
public record CallRow(CallLine call) {
    private static final int WHOLE = 100;

    /** Name of the text that says how it ended. */
    public String outcome() {
        return "ending." + call.ending().map(Ending::name).orElse("UNKNOWN");
    }

    public String tone() {
        return call.ending()
                .map(ending -> switch (ending) {
                    case COMPLETE -> "good";
                    case FAILED, CUT -> "bad";
                    case ABANDONED -> "wait";
                })
                .orElse("off");
    }

    public Instant at() {
        return call.at();
    }

    public String client() {
        return call.clientName().isEmpty() ? call.client() : call.clientName();
    }

    public String took() {
        return span(call.took());
    }

    public String firstByte() {
        return span(call.firstByte());
    }

    public String waited() {
        return span(call.waited());
    }

    public int tries() {
        return call.attempts().size();
    }

    public boolean told() {
        return tries() == 0
                || call.attempts().stream()
                        .anyMatch(attempt -> !attempt.failure().isEmpty());
    }

    /** Whether it has waited for keys. */
    public boolean waiting() {
        return call.waited().toMillis() > 0;
    }

    /** The waiting's part of the whole time, in percent. */
    public long waitedPart() {
        return Math.max(1, WHOLE * call.waited().toMillis() / whole());
    }

    private long whole() {
        return Math.max(1, call.took().toMillis());
    }

    /** The attempts, each with its part of the whole time. All the waiting stands before them: when it was is not written down. */
    public List<Bar> bars() {
        long all = whole();
        List<Bar> bars = new ArrayList<>();
        long before = call.waited().toMillis();
        for (CallAttempt attempt : call.attempts()) {
            long took = attempt.took().toMillis();
            bars.add(new Bar(attempt, WHOLE * before / all, Math.max(1, WHOLE * took / all)));
            before += took;
        }
        return bars;
    }

    /** As "350 ms" or "12.5 s"; a dash for none. */
    static String span(Duration span) {
        long millis = span.toMillis();
        return millis <= 0 ? "–" : Texts.span(millis);
    }

    /**
     * An attempt in the course of its call.
     *
     * @param start of the call's time, in percent
     * @param length likewise
     */
    public record Bar(CallAttempt attempt, long start, long length) {
        public String took() {
            return span(attempt.took());
        }

        public String firstByte() {
            return span(attempt.firstByte());
        }

        public String tone() {
            return attempt.failure().isEmpty() && attempt.status() < 400 ? "good" : "bad";
        }
    }
}
