package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Data that a request carries in a URL, as Gemini's {@code inlineData}. */
final class DataUrl {
    /** How a picture inside a text begins: so we write them, and so clients send them back. */
    static final String MARKDOWN_IMAGE = "](data:image/";

    // Possessive, and no part can run over the beginning of another picture: linear in whatever a client sends.
    private static final Pattern PICTURE = Pattern.compile(
            "!\\[[^\\[\\]]{0,200}+]\\(data:(image/[a-zA-Z0-9.+-]{1,60}+);base64,([A-Za-z0-9+/=_-]*+)\\)");

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    private DataUrl() {}

    static boolean is(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The part for a member that holds a data URL. Nothing is ever fetched. */
    static ObjectNode inline(Fields holder, String name) {
        String url = holder.requiredText(name);
        if (!is(url)) {
            throw holder.wrong(name, "must be a data URL: Pollux does not fetch addresses");
        }
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring(SCHEME.length(), comma);
        if (!head.toLowerCase(Locale.ROOT).endsWith(BASE64) || head.indexOf('/') < 0) {
            throw holder.wrong(name, "must be a data URL with a media type and base64 data");
        }
        return inline(mediaType(head), url, comma + 1);
    }

    /** The part for base64 data that begins at an offset of a text. */
    static ObjectNode inline(String mediaType, String text, int offset) {
        return inline(mediaType, new Tail(text, offset, text.length()));
    }

    /** A text with pictures in Markdown, as a part for each text and each picture in it. */
    static void split(String text, List<ObjectNode> parts) {
        Matcher picture = PICTURE.matcher(text);
        int done = 0;
        while (picture.find()) {
            text(text.substring(done, picture.start()), parts);
            parts.add(inline(mediaType(picture.group(1)), new Tail(text, picture.start(2), picture.end(2))));
            done = picture.end();
        }
        text(text.substring(done), parts);
    }

    private static ObjectNode inline(String mediaType, Tail data) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.putObject("inlineData").put("mimeType", mediaType).putPOJO("data", data);
        return part;
    }

    private static void text(String text, List<ObjectNode> parts) {
        if (!text.isBlank()) {
            parts.add(JsonNodeFactory.instance.objectNode().put("text", text));
        }
    }

    private static String mediaType(String head) {
        String type = head.substring(0, head.contains(";") ? head.indexOf(';') : head.length())
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.equals("image/jpg") ? "image/jpeg" : type;
    }

    /** A stretch of a text that is written without being cut out first: pictures are large. */
    private record Tail(String text, int from, int to) implements JsonSerializable {
        @Override
        public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(new PiecesReader(List.of(text), from, to), -1);
        }

        @Override
        public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer typed)
                throws IOException {
            serialize(generator, provider);
        }
    }
}
