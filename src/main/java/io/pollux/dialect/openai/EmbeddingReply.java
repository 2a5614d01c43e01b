package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Vectors on their way from Google's list to OpenAI's. A batch has hundreds of thousands of numbers, so they go from
 * token to token and never stand in a tree.
 */
final class EmbeddingReply extends OnePiece {
    private final String model;
    private final boolean base64;
    private int count;
    private int tokens;

    EmbeddingReply(String model, boolean base64) {
        this.model = model;
        this.base64 = base64;
    }

    @Override
    public boolean empty() {
        return count == 0;
    }

    /** Google seldom counts the tokens of embeddings. Then it is 0: a guess would look like a count. */
    @Override
    public Usage usage() {
        return new Usage(tokens, 0, 0, 0, 0, tokens);
    }

    @Override
    byte[] translated(byte[] json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 256);
        try (JsonParser in = Json.parser(json);
                JsonGenerator out = Json.generator(bytes)) {
            out.writeStartObject();
            out.writeStringField("object", "list");
            out.writeArrayFieldStart("data");
            require(in.nextToken(), JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                member(name, in, out);
            }
            out.writeEndArray();
            out.writeStringField("model", model);
            usage(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void member(String name, JsonParser in, JsonGenerator out) throws IOException {
        if (name.equals("embeddings") && in.currentToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                embedding(in, out);
            }
        } else if (name.equals("usageMetadata") && in.currentToken() == JsonToken.START_OBJECT) {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = in.currentName().equals("promptTokenCount");
                in.nextToken();
                tokens = wanted ? in.getValueAsInt() : tokens;
                in.skipChildren();
            }
        } else {
            in.skipChildren();
        }
    }

    private void embedding(JsonParser in, JsonGenerator out) throws IOException {
        require(in.currentToken(), JsonToken.START_OBJECT);
        out.writeStartObject();
        out.writeStringField("object", "embedding");
        out.writeNumberField("index", count++);
        out.writeFieldName("embedding");
        boolean written = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean values = in.currentName().equals("values");
            in.nextToken();
            if (values && !written && in.currentToken() == JsonToken.START_ARRAY) {
                vector(in, out);
                require(in.currentToken(), JsonToken.END_ARRAY);
                written = true;
            }
            in.skipChildren();
        }
        require(in.currentToken(), JsonToken.END_OBJECT);
        if (!written) {
            throw new IOException("An embedding without values");
        }
        out.writeEndObject();
    }

    private void vector(JsonParser in, JsonGenerator out) throws IOException {
        if (base64) {
            out.writeBinary(packed(in));
            return;
        }
        out.writeStartArray();
        while (in.nextToken().isNumeric()) {
            out.writeNumber(in.getText());
        }
        out.writeEndArray();
    }

    /** OpenAI's base64 is that of 32-bit floats, little end first. */
    private static byte[] packed(JsonParser in) throws IOException {
        ByteBuffer floats = ByteBuffer.allocate(4 * 768).order(ByteOrder.LITTLE_ENDIAN);
        while (in.nextToken().isNumeric()) {
            if (!floats.hasRemaining()) {
                floats = ByteBuffer.allocate(2 * floats.capacity())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(floats.flip());
            }
            floats.putFloat(in.getFloatValue());
        }
        byte[] packed = new byte[floats.position()];
        floats.flip().get(packed);
        return packed;
    }

    private void usage(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("usage");
        out.writeNumberField("prompt_tokens", tokens);
        out.writeNumberField("total_tokens", tokens);
        out.writeEndObject();
    }

    private static void require(JsonToken token, JsonToken expected) throws IOException {
        if (token != expected) {
            throw new IOException("Expected " + expected + ", not " + token);
        }
    }
}
