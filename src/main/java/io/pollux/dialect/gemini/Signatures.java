package io.pollux.dialect.gemini;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pollux.dialect.gemini.Walk.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Repairs a history whose thought signatures Google refused: each signature gives way to the placeholder that Google
 * documents for this, and a model's turn with function calls but no signature gets one.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Thought signatures</a>
 */
public final class Signatures {
    /** Tells Google not to check. */
    public static final String PLACEHOLDER = "skip_thought_signature_validator";

    private static final byte[] REPLACEMENT = Json.bytes(TextNode.valueOf(PLACEHOLDER));
    private static final ObjectNode MEMBER = Json.object().put("thoughtSignature", PLACEHOLDER);

    private final Splices splices;
    private final Walk walk;

    private Signatures(Splices splices, Walk walk) {
        this.splices = splices;
        this.walk = walk;
    }

    /** The very same array when there is nothing to repair. */
    public static byte[] replaced(byte[] body) {
        Splices splices = new Splices(body);
        Walk.request(body, walk -> new Signatures(splices, walk).body());
        return splices.apply();
    }

    private void body() throws IOException {
        walk.members(name -> {
            if (name.equals("contents")) {
                walk.objects(() -> walk.members(this::content));
            }
        });
    }

    private void content(String name) throws IOException {
        if (!name.equals("parts")) {
            return;
        }
        List<Part> calls = new ArrayList<>();
        walk.objects(() -> {
            Part part = new Part();
            part.place = walk.place(() -> walk.members(part::member));
            if (part.call) {
                calls.add(part);
            }
        });
        // Of parallel calls Google signs the first one only.
        if (!calls.isEmpty() && calls.stream().noneMatch(part -> part.signed)) {
            splices.insert(calls.get(0).place, MEMBER);
        }
    }

    private void replace() throws IOException {
        boolean repaired = walk.text().equals(PLACEHOLDER);
        Place written = walk.place(() -> {});
        if (!repaired) {
            splices.replace(written, REPLACEMENT);
        }
    }

    private final class Part {
        private Place place = Place.NOWHERE;
        private boolean call;
        private boolean signed;

        private void member(String name) throws IOException {
            call |= name.equals("functionCall");
            if (name.equals("thoughtSignature") && walk.at(JsonToken.VALUE_STRING)) {
                signed = true;
                replace();
            }
        }
    }
}
