package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pollux.dialect.gemini.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a request says about the shape of its answer. Read once more from the body when the answer begins: a walk over
 * the tokens that builds nothing is cheaper than keeping a tree, pictures and all, for as long as the call lasts.
 */
final class Wish {
    private String model = "";
    private boolean streamed;
    private boolean usage;
    private boolean base64;
    private boolean probabilities;
    private boolean tools;
    private boolean functions;

    private Wish() {}

    /** @param body of a request that has been read before, and so is well-formed */
    static Wish of(byte[] body) {
        Wish wish = new Wish();
        try (JsonParser parser = Json.parser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                wish.member(name, parser);
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wish;
    }

    private void member(String name, JsonParser parser) throws IOException {
        boolean yes = parser.currentToken() == JsonToken.VALUE_TRUE;
        switch (name) {
            case "model" -> model = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
            case "stream" -> streamed = yes;
            case "logprobs" -> probabilities = yes;
            case "encoding_format" -> base64 = "base64".equals(parser.getText());
            case "tools" -> tools = parser.currentToken() == JsonToken.START_ARRAY;
            case "functions" -> functions = parser.currentToken() == JsonToken.START_ARRAY;
            case "stream_options" -> options(parser);
            default -> {}
        }
    }

    private void options(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("include_usage");
            boolean yes = parser.nextToken() == JsonToken.VALUE_TRUE;
            usage |= wanted && yes;
            parser.skipChildren();
        }
    }

    /** The model as the client wrote it; empty when the body does not name one. */
    String model() {
        return model;
    }

    boolean streamed() {
        return streamed;
    }

    /** Whether a stream is to end with a count of its tokens. */
    boolean usage() {
        return usage;
    }

    /** Whether vectors go out as base64 instead of numbers. */
    boolean base64() {
        return base64;
    }

    boolean probabilities() {
        return probabilities;
    }

    /** Whether calls go out in the older form: the client speaks of functions and knows nothing of tools. */
    boolean functions() {
        return functions && !tools;
    }
}
