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
        return Texts.span(Duration.between(begun(), ended()).toMillis());
    }

    /** What came of it, in the words of the page; the words of a failure, and those of a newer node, as they are. */
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
        String count = figure.substring(name.length() + 1);
        String words = "jobs.figure." + name;
        boolean known = count.matches("\\d{1,18}") && !Texts.sayOr(words, "").isEmpty();
        return known ? Texts.say(words, Long.parseLong(count)) : figure;
    }
}
