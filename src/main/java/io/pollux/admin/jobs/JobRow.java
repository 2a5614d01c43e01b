package io.pollux.admin.jobs;

import io.pollux.admin.Texts;
import io.pollux.rota.RotaLine;
import io.pollux.rota.RotaLine.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A job as the page shows it. */
public record JobRow(RotaLine line, Instant now) {
    public String name() {
        return Texts.sayOr("jobs.name." + line.job(), line.job());
    }

    public String about() {
        return Texts.sayOr("jobs.about." + line.job(), "");
    }

    public boolean running() {
        return line.running(now);
    }

    /** Its node is heard of no more: another will begin it anew. */
    private boolean lost() {
        return line.heldUntil().isPresent() && !running();
    }

    /** When it came to an end last; null when it never did. */
    public Instant ended() {
        return line.ended().orElse(null);
    }

    public Instant begun() {
        return line.begun().orElse(null);
    }

    /** Null when somebody ought to be about to begin it. */
    public Instant due() {
        return line.due().isAfter(now) ? line.due() : null;
    }

    public String tone() {
        if (running()) {
            return "wait";
        }
        boolean failed = lost() || line.outcome().filter(Outcome.FAILED::equals).isPresent();
        return failed ? "bad" : line.outcome().map(outcome -> "good").orElse("off");
    }

    public String state() {
        if (running()) {
            return Texts.say("jobs.running");
        }
        return lost()
                ? Texts.say("jobs.lost")
                : Texts.say("jobs.outcome." + line.outcome().map(Enum::name).orElse("NONE"));
    }

    /** How long it took; empty unless it came to an end. */
    public String took() {
        if (ended() == null || begun() == null || ended().isBefore(begun())) {
            return "";
        }
        long millis = Duration.between(begun(), ended()).toMillis();
        return millis < 1_000 ? Texts.say("span.millis", millis) : Texts.say("span.seconds", millis / 1000.0);
    }

    /** What came of it, in the words of the page; the words of a failure as they are. */
    public String told() {
        if (line.outcome().filter(Outcome.FAILED::equals).isPresent()) {
            return line.told();
        }
        return Arrays.stream(line.told().split(" "))
                .filter(figure -> figure.contains("="))
                .map(JobRow::figure)
                .collect(Collectors.joining(" · "));
    }

    private static String figure(String figure) {
        String name = figure.substring(0, figure.indexOf('='));
        long count = Long.parseLong(figure.substring(name.length() + 1));
        String words = "jobs.figure." + name;
        return Texts.sayOr(words, "").isEmpty() ? figure : Texts.say(words, count);
    }
}
