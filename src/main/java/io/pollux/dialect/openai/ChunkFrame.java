package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pollux.exchange.Usage;
import java.io.IOException;

/** A chunk and its event, around what changes: the head that all chunks of a stream share is rendered once. */
final class ChunkFrame {
    private static final SerializableString TAIL = new SerializedString("]}\n\n");
    private static final SerializableString USAGE_TAIL = new SerializedString("}\n\n");
    private static final JsonStringEncoder QUOTES = JsonStringEncoder.getInstance();

    private final SerializableString head;

    ChunkFrame(Answer answer) {
        this.head = new SerializedString("data: {\"id\":" + quoted(answer.id())
                + ",\"object\":\"chat.completion.chunk\",\"created\":" + answer.created() + ",\"model\":"
                + quoted(answer.model().requested()) + ",\"choices\":[");
    }

    /** A piece of a choice. */
    void delta(int index, Delta delta, JsonGenerator out) throws IOException {
        chunk(index, delta, MissingNode.getInstance(), out);
    }

    /** A piece of a choice with Gemini's log probabilities, if there are any. */
    void chunk(int index, Delta delta, JsonNode probabilities, JsonGenerator out) throws IOException {
        out.writeRaw(head);
        out.writeStartObject();
        out.writeNumberField("index", index);
        out.writeObjectFieldStart("delta");
        delta.write(out);
        out.writeEndObject();
        if (!probabilities.isMissingNode()) {
            Shapes.probabilities(out, probabilities);
        }
        out.writeNullField("finish_reason");
        out.writeEndObject();
        out.writeRaw(TAIL);
    }

    /** The last piece of a choice. */
    void finish(int index, String reason, JsonGenerator out) throws IOException {
        out.writeRaw(head);
        out.writeStartObject();
        out.writeNumberField("index", index);
        out.writeObjectFieldStart("delta");
        out.writeEndObject();
        out.writeStringField("finish_reason", reason);
        out.writeEndObject();
        out.writeRaw(TAIL);
    }

    /** What the whole stream cost, in a chunk without choices. */
    void usage(Usage usage, JsonGenerator out) throws IOException {
        out.writeRaw(head);
        out.writeRaw("],\"usage\":");
        Shapes.usage(out, usage);
        out.writeRaw(USAGE_TAIL);
    }

    private static String quoted(String text) {
        return "\"" + new String(QUOTES.quoteAsString(text)) + "\"";
    }

    /** Writes the members of a delta. */
    interface Delta {
        void write(JsonGenerator out) throws IOException;
    }
}
