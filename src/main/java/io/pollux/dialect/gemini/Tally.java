package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.exchange.Usage;
import java.util.BitSet;
import java.util.Set;

/**
 * What every writer must know of an answer while it passes: is it finished, is there anything in it, what did it cost.
 * One per attempt, written by the writer that owns it.
 */
public final class Tally {
    /** Ends that say nothing to a client whose answer has no parts. */
    private static final Set<String> MUTE =
            Set.of("STOP", "MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE", "FINISH_REASON_UNSPECIFIED");

    private static final int MAX_CANDIDATES = 1024;

    private final BitSet begun = new BitSet();
    private final BitSet ended = new BitSet();
    private boolean content;
    private boolean blocked;
    private Usage usage = Usage.NONE;

    /** Takes in a parsed event. */
    public void add(GeminiEvent event) {
        int position = 0;
        for (JsonNode candidate : event.candidates()) {
            int index = (int) candidate.path("index").asDouble(position);
            candidate(index);
            GeminiEvent.finishReason(candidate).ifPresent(reason -> finished(index, reason));
            if (GeminiEvent.parts(candidate).stream().anyMatch(Tally::useful)) {
                content();
            }
            position++;
        }
        event.blockReason().ifPresent(reason -> blocked());
        event.usage().ifPresent(this::usage);
    }

    /** Whether every candidate that has begun has ended, or the prompt was blocked. */
    public boolean finished() {
        return blocked || (!begun.isEmpty() && begun.cardinality() == ended.cardinality());
    }

    /** Whether a client could not use anything of it: no part with content, and no reason why. */
    public boolean empty() {
        return !content && !blocked;
    }

    public Usage usage() {
        return usage;
    }

    void candidate(int index) {
        begun.set(bounded(index));
    }

    void finished(int index, String reason) {
        ended.set(bounded(index));
        if (!MUTE.contains(reason)) {
            content = true;
        }
    }

    void content() {
        content = true;
    }

    void blocked() {
        blocked = true;
    }

    void usage(Usage latest) {
        usage = latest;
    }

    private static boolean useful(JsonNode part) {
        JsonNode text = part.path("text");
        return text.isTextual() ? !text.textValue().isEmpty() : !part.isEmpty();
    }

    private static int bounded(int index) {
        return Math.floorMod(index, MAX_CANDIDATES);
    }
}
