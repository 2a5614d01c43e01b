package io.pollux.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the model says in one turn.
 *
 * @param pieces the parts, event by event
 * @param finish finishReason of the last event
 * @param candidates how many candidates say it
 * @param tokens the count; empty: made up from the texts
 */
record Turn(List<List<ObjectNode>> pieces, String finish, int candidates, Optional<Tokens> tokens) {
    private static final AtomicLong SERIAL = new AtomicLong();

    static Turn of(List<List<ObjectNode>> pieces) {
        return new Turn(pieces, "STOP", 1, Optional.empty());
    }

    /** One event for each text. */
    static Turn ofTexts(List<String> texts) {
        return of(texts.stream().map(text -> List.of(Part.text(text))).toList());
    }

    /** One event. */
    static Turn ofParts(ObjectNode... parts) {
        return of(List.of(Arrays.asList(parts)));
    }

    Turn finishing(String reason) {
        return new Turn(pieces, reason, candidates, tokens);
    }

    Turn costing(Tokens count) {
        return new Turn(pieces, finish, candidates, Optional.of(count));
    }

    Turn times(int count) {
        return new Turn(pieces, finish, count, tokens);
    }

    Reply reply(ReceivedCall call) {
        Tokens count = tokens.orElseGet(() -> counted(call));
        String id = "fake-" + SERIAL.incrementAndGet();
        List<ObjectNode> events = new ArrayList<>();
        List<List<ObjectNode>> said = pieces.isEmpty() ? List.of(List.of()) : pieces;
        for (int i = 0; i < said.size(); i++) {
            for (int candidate = 0; candidate < candidates; candidate++) {
                boolean last = i + 1 == said.size();
                ObjectNode event = Json.object();
                event.putArray("candidates").add(candidate(said.get(i), candidate, last));
                event.set("usageMetadata", last && candidate + 1 == candidates ? count.whole() : count.running());
                event.put("modelVersion", call.model()).put("responseId", id);
                events.add(event);
            }
        }
        return new Reply.Events(events);
    }

    private ObjectNode candidate(List<ObjectNode> parts, int index, boolean last) {
        ObjectNode candidate = Json.object();
        ObjectNode content = candidate.putObject("content");
        if (!parts.isEmpty()) {
            ArrayNode array = content.putArray("parts");
            parts.forEach(part -> array.add(part.deepCopy()));
        }
        content.put("role", "model");
        if (last) {
            candidate.put("finishReason", finish);
        }
        return candidate.put("index", index);
    }

    private Tokens counted(ReceivedCall call) {
        int thoughts = 0;
        int rest = 0;
        for (List<ObjectNode> piece : pieces) {
            for (ObjectNode part : piece) {
                ObjectNode unsigned = part.deepCopy();
                unsigned.remove("thoughtSignature");
                int count = Tokens.count(unsigned);
                boolean thought = part.path("thought").asBoolean();
                thoughts += thought ? count : 0;
                rest += thought ? 0 : count;
            }
        }
        return new Tokens(Asked.of(call).promptTokens(), 0, rest * candidates, thoughts);
    }
}
