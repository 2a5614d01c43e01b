package io.pollux.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The script of the second terminal: a word within the key says how Google treats that key. */
final class KeyTricks {
    /** What the operator sees, and what the key does. */
    record Trick(String word, String effect, Answer answer) {}

    private static final GoogleError BROKEN = GoogleErrors.internal();

    static final List<Trick> ALL = List.of(
            new Trick("exhausted-day", "429, the requests of the day are used up", Answers.dailyQuota()),
            new Trick("exhausted-minute", "429, the requests of the minute, retry in 33 s", Answers.minuteQuota()),
            new Trick("exhausted-all", "429, minute, day and tokens in one body", Answers.severalQuotas()),
            new Trick("exhausted-zero", "429, limit: 0", Answers.noQuotaAtAll()),
            new Trick("exhausted", "429 without details", Answers.quotaWithoutDetails()),
            new Trick("spending-cap", "429, monthly spending cap", Answers.spendingCap()),
            new Trick("capacity", "503, no capacity for the model", Answers.capacityExhausted(503)),
            new Trick("invalid", "400, API key not valid", Answers.keyInvalid()),
            new Trick("expired", "400, API key expired", Answers.keyExpired()),
            new Trick("leaked", "403, reported as leaked", Answers.keyLeaked()),
            new Trick("suspended", "403, suspended, and the text repeats the key", Answers.keySuspended()),
            new Trick("disabled", "403, the API is not enabled in the project", Answers.serviceDisabled()),
            new Trick("retired", "401, credential of an unsupported kind", Answers.unauthenticated()),
            new Trick("location", "400, user location not supported", Answers.locationUnsupported()),
            new Trick("overloaded", "503, model overloaded", Answers.overloaded()),
            new Trick("internal", "500", Answers.internal()),
            new Trick("timeout", "504", Answers.deadlineExceeded()),
            new Trick("html", "502 in HTML", Answers.badGateway()),
            new Trick("slow", "2 s to the first event, 300 ms between events", slow()),
            new Trick(
                    "mute", "takes the call and never answers", Answers.usual().stallBeforeHead()),
            new Trick(
                    "refuse",
                    "closes the connection without an answer",
                    Answers.usual().closeBeforeHead()),
            new Trick(
                    "reset",
                    "resets the connection after 2 events",
                    Answers.usual().resetAfterEvents(2)),
            new Trick(
                    "cut",
                    "closes the connection after 2 events",
                    Answers.usual().closeAfterEvents(2)),
            new Trick("stall", "falls silent after 2 events", Answers.usual().stallAfterEvents(2)),
            new Trick(
                    "error-data",
                    "error as an event after 2 events",
                    Answers.usual().errorAfterEvents(2, BROKEN)),
            new Trick("error-bare", "the same without data:", Answers.usual().bareErrorAfterEvents(2, BROKEN)),
            new Trick("empty", "STOP without any part", Answers.stopWithoutParts()),
            new Trick("nothing", "no candidates at all", Answers.noCandidates()),
            new Trick("blocked", "the prompt is blocked", Answers.promptBlocked("PROHIBITED_CONTENT")),
            new Trick("safety", "finishReason SAFETY", Answers.finishing("SAFETY", "I must")),
            new Trick("max-tokens", "finishReason MAX_TOKENS", Answers.finishing("MAX_TOKENS", "To be contin")));

    private KeyTricks() {}

    static void teach(FakeGemini fake) {
        ALL.forEach(trick -> fake.when(Match.keyContaining(trick.word()), KeyTricks::generates)
                .answer(trick.answer()));
        refusals().forEach(trick -> fake.when(Match.keyContaining(trick.word())).answer(trick.answer()));
    }

    static String table() {
        List<String> lines = new ArrayList<>();
        for (Trick trick : ALL) {
            lines.add(String.format("  %-17s %s", trick.word(), trick.effect()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** Tricks that show in every call, such as a check of the key; the others only where text is made. */
    private static List<Trick> refusals() {
        List<String> words = List.of("invalid", "expired", "leaked", "suspended", "disabled", "retired", "location");
        return ALL.stream().filter(trick -> words.contains(trick.word())).toList();
    }

    private static boolean generates(ReceivedCall call) {
        return call.operation().endsWith("enerateContent");
    }

    private static Answer slow() {
        return Answers.usual().beforeHead(Duration.ofSeconds(2)).betweenEvents(Duration.ofMillis(300));
    }
}
