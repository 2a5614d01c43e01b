package io.pollux.dialect.gemini;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.exchange.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The one JSON configuration of all dialects: UTF-8 only, bounded depth, strings as long as the body may be. */
public final class Json {
    /** Deeper than any schema that Google takes, and shallow enough to walk by recursion on any thread. */
    public static final int MAX_DEPTH = 500;

    // Jackson's default pool hangs its buffers on the threads of the server, where they outlive an undeployed WAR.
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .rootValueSeparator("")
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    // Numbers leave as they came: a double would turn a long decimal in a tool's arguments into another one.
    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** A reader of the tokens of one text, for those who do not need a tree. */
    public static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    /**
     * A client's body as a tree.
     *
     * @throws FailureException a bad call when it is not JSON, not an object, or nested too deeply
     */
    public static ObjectNode request(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException | IllegalStateException e) {
            throw refused(e);
        }
        throw FailureException.badCall("The request body must be a JSON object.");
    }

    /**
     * Any other JSON text as a tree: an answer of Google's, or a text inside a request.
     *
     * @throws IOException when it is not JSON
     */
    public static JsonNode tree(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** As {@link #tree(byte[])}, from a text. */
    public static JsonNode tree(String json) throws IOException {
        return MAPPER.readTree(json);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The text of a tree, without white space. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #bytes}, for a text that goes into another text. */
    public static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A writer for those who do not need a tree. Nothing stands between two root values but what the caller puts there. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    /** What to tell a client about a body that could not be read. Says where, and repeats nothing of the body. */
    static FailureException refused(Exception cause) {
        if (cause instanceof StreamConstraintsException) {
            return FailureException.badCall("The request body is nested deeper than " + MAX_DEPTH
                    + " levels, or has a number or a member name that is too long.");
        }
        if (cause instanceof JsonProcessingException broken && broken.getLocation() != null) {
            return FailureException.badCall("Invalid JSON payload received: not valid JSON at line "
                    + broken.getLocation().getLineNr() + ", column "
                    + broken.getLocation().getColumnNr() + ".");
        }
        return FailureException.badCall("Invalid JSON payload received: not valid JSON.");
    }
}
