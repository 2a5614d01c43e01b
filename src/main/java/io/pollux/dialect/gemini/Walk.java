package io.pollux.dialect.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.pollux.exchange.FailureException;
import java.io.IOException;

/**
 * A walk over the tokens of a JSON text that builds nothing. Whatever a visitor does not step into is skipped.
 *
 * <p>Member names are given in lowerCamelCase: Google's parser takes {@code snake_case} for the same.
 */
final class Walk {
    private final JsonParser parser;

    private Walk(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Walks through a client's whole body, to its last byte.
     *
     * @throws FailureException a bad call when it is not JSON, not an object, or nested too deeply
     */
    static void request(byte[] body, Visitor visitor) {
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw FailureException.badCall("The request body must be a JSON object.");
            }
            Walk walk = new Walk(parser);
            visitor.root(walk);
            walk.leave();
            if (parser.nextToken() != null) {
                throw FailureException.badCall("The request body must be one JSON object and nothing behind it.");
            }
        } catch (IOException | IllegalStateException e) {
            throw Json.refused(e);
        }
    }

    /**
     * Walks through one of Google's objects.
     *
     * @throws FailureException when it is not a JSON object: the attempt failed
     */
    static void answer(byte[] json, Visitor visitor) {
        try (JsonParser parser = Json.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw GeminiEvent.unreadable();
            }
            Walk walk = new Walk(parser);
            visitor.root(walk);
            walk.leave();
            if (parser.nextToken() != null) {
                throw GeminiEvent.unreadable();
            }
        } catch (IOException | IllegalStateException e) {
            throw GeminiEvent.unreadable();
        }
    }

    /** Visits the members of the object that the walk stands on; nothing when it does not stand on one. */
    void members(Member visitor) throws IOException {
        if (!at(JsonToken.START_OBJECT)) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = camel(parser.currentName());
            parser.nextToken();
            visitor.at(name);
            leave();
        }
    }

    /** Visits those elements that are objects of the array that the walk stands on; nothing when it is no array. */
    void objects(Element visitor) throws IOException {
        if (!at(JsonToken.START_ARRAY)) {
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (at(JsonToken.START_OBJECT)) {
                visitor.here();
            }
            leave();
        }
    }

    boolean at(JsonToken kind) {
        return parser.currentToken() == kind;
    }

    /** The text of the string that the walk stands on; empty for anything else. */
    String text() throws IOException {
        return at(JsonToken.VALUE_STRING) ? parser.getText() : "";
    }

    /** Whether the walk stands on a string that is not empty. */
    boolean worded() throws IOException {
        return at(JsonToken.VALUE_STRING) && parser.getTextLength() > 0;
    }

    /** The count that the walk stands on, which Google may write as a string; 0 for anything else. */
    int count() throws IOException {
        try {
            return (int) Math.max(0, Math.min(Integer.MAX_VALUE, parser.getValueAsLong()));
        } catch (InputCoercionException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** Where in the text the token begins that the walk stands on. */
    int offset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** The value that the walk stands on, with its place in the text, after a walk inside it. */
    Place place(Element inside) throws IOException {
        JsonToken kind = parser.currentToken();
        int from = offset();
        inside.here();
        leave();
        parser.finishToken();
        return new Place(kind, from, (int) parser.currentLocation().getByteOffset());
    }

    private void leave() throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        }
    }

    private static String camel(String name) {
        int underscore = name.indexOf('_', 1);
        if (underscore < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length()).append(name, 0, underscore);
        for (int i = underscore; i < name.length(); i++) {
            char here = name.charAt(i);
            boolean raises = here == '_' && i + 1 < name.length();
            camel.append(raises ? Character.toUpperCase(name.charAt(++i)) : here);
        }
        return camel.toString();
    }

    /**
     * A value's place in a text.
     *
     * @param kind its first token; {@code NOT_AVAILABLE} when the text has no such value
     */
    record Place(JsonToken kind, int from, int to) {
        static final Place NOWHERE = new Place(JsonToken.NOT_AVAILABLE, 0, 0);

        boolean is(JsonToken other) {
            return kind == other;
        }

        /** Whether there is no value: the member is missing, or {@code null}, which is the same for Google. */
        boolean unset() {
            return kind == JsonToken.NOT_AVAILABLE || kind == JsonToken.VALUE_NULL;
        }
    }

    @FunctionalInterface
    interface Visitor {
        void root(Walk walk) throws IOException;
    }

    @FunctionalInterface
    interface Member {
        void at(String name) throws IOException;
    }

    @FunctionalInterface
    interface Element {
        void here() throws IOException;
    }
}
