package io.pollux.dialect.gemini;

import com.fasterxml.jackson.core.JsonToken;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.Usage;
import java.io.IOException;

/**
 * Reads of an answer that passes untouched only what the {@link Tally} wants to know. There is one per chunk of every
 * stream, so it looks at tokens and builds no tree.
 */
final class AnswerScan {
    private final Walk walk;
    private final Tally tally;
    private int position;
    private int index;
    private String ending = "";

    private AnswerScan(Walk walk, Tally tally) {
        this.walk = walk;
        this.tally = tally;
    }

    /** @throws FailureException when it is not a JSON object: the attempt failed */
    static void scan(byte[] json, Tally tally) {
        Walk.answer(json, walk -> walk.members(new AnswerScan(walk, tally)::member));
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "candidates" -> walk.objects(this::candidate);
            case "promptFeedback" -> walk.members(this::feedback);
            case "usageMetadata" -> usage();
            default -> {}
        }
    }

    private void candidate() throws IOException {
        index = position++;
        ending = "";
        walk.members(name -> {
            switch (name) {
                case "index" -> index = walk.count();
                case "finishReason" -> ending = walk.text();
                case "content" -> walk.members(this::content);
                default -> {}
            }
        });
        tally.candidate(index);
        if (!ending.isEmpty()) {
            tally.finished(index, ending);
        }
    }

    private void content(String name) throws IOException {
        if (name.equals("parts") && tally.empty()) {
            walk.objects(this::part);
        }
    }

    private void part() throws IOException {
        PartScan part = new PartScan();
        walk.members(name -> part.member(name, walk));
        if (part.useful()) {
            tally.content();
        }
    }

    private void feedback(String name) throws IOException {
        if (name.equals("blockReason") && walk.worded()) {
            tally.blocked();
        }
    }

    private void usage() throws IOException {
        if (!walk.at(JsonToken.START_OBJECT)) {
            return;
        }
        int[] counts = new int[6];
        walk.members(name -> {
            int slot = slot(name);
            if (slot >= 0) {
                counts[slot] = walk.count();
            }
        });
        tally.usage(new Usage(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]));
    }

    private static int slot(String name) {
        return switch (name) {
            case "promptTokenCount" -> 0;
            case "cachedContentTokenCount" -> 1;
            case "candidatesTokenCount" -> 2;
            case "thoughtsTokenCount" -> 3;
            case "toolUsePromptTokenCount" -> 4;
            case "totalTokenCount" -> 5;
            default -> -1;
        };
    }

    private static final class PartScan {
        private boolean any;
        private boolean text;
        private boolean worded;

        private void member(String name, Walk walk) throws IOException {
            any = true;
            if (name.equals("text") && walk.at(JsonToken.VALUE_STRING)) {
                text = true;
                worded = walk.worded();
            }
        }

        private boolean useful() {
            return text ? worded : any;
        }
    }
}
