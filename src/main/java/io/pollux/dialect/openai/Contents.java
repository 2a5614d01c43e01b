package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.gemini.Signatures;
import java.util.List;

/**
 * Gemini's {@code contents} while they grow. What one speaker says in several messages becomes one content: Gemini wants
 * the results of parallel calls together, and a call right behind the turn that it answers.
 */
final class Contents {
    private final ArrayNode all = JsonNodeFactory.instance.arrayNode();
    private Speaker last;
    private ArrayNode open;
    private int turnStart;

    /** Adds what a message says; nothing when it says nothing. */
    void add(Speaker speaker, List<ObjectNode> parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (speaker != last) {
            open = all.addObject().put("role", speaker.role).putArray("parts");
            last = speaker;
            turnStart = speaker == Speaker.USER ? all.size() - 1 : turnStart;
        }
        open.addAll(parts);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The finished list, each step of the current turn signed: its first call at least with the placeholder. */
    ArrayNode signed() {
        for (int at = turnStart; at < all.size(); at++) {
            for (var part : all.get(at).path("parts")) {
                if (part.has("functionCall")) {
                    sign((ObjectNode) part);
                    break;
                }
            }
        }
        return all;
    }

    ArrayNode unsigned() {
        return all;
    }

    private static void sign(ObjectNode part) {
        if (!part.has(CallerSignatures.MEMBER)) {
            part.put(CallerSignatures.MEMBER, Signatures.PLACEHOLDER);
        }
    }

    /** Tool results travel under the user's role but begin no new turn. */
    enum Speaker {
        USER("user"),
        MODEL("model"),
        TOOLS("user");

        private final String role;

        Speaker(String role) {
            this.role = role;
        }
    }
}
