package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A message's content, a string or a list of typed parts, as Gemini's parts. */
final class PartReader {
    private static final Map<String, String> AUDIO = Map.of(
            "wav",
            "audio/wav",
            "mp3",
            "audio/mpeg",
            "flac",
            "audio/flac",
            "ogg",
            "audio/ogg",
            "opus",
            "audio/ogg",
            "aac",
            "audio/aac",
            "aiff",
            "audio/aiff",
            "m4a",
            "audio/mp4");
    private static final Map<String, String> VIDEO =
            Map.of("mp4", "video/mp4", "mov", "video/quicktime", "avi", "video/x-msvideo", "webm", "video/webm");
    private static final Map<String, String> FILES = Map.of(
            "pdf",
            "application/pdf",
            "txt",
            "text/plain",
            "md",
            "text/markdown",
            "csv",
            "text/csv",
            "html",
            "text/html",
            "json",
            "application/json",
            "xml",
            "text/xml",
            "png",
            "image/png",
            "jpg",
            "image/jpeg");

    private final boolean drawing;

    /** @param model the model that will read the parts: one that draws gets its earlier pictures back as pictures */
    PartReader(String model) {
        this.drawing = model.contains("image");
    }

    List<ObjectNode> parts(Fields message) {
        JsonNode content = message.any("content");
        List<ObjectNode> parts = new ArrayList<>(2);
        if (content.isTextual()) {
            text(content.textValue(), parts);
        } else if (content.isArray()) {
            message.objects("content").forEach(part -> part(part, parts));
        } else if (!content.isMissingNode()) {
            throw message.wrong("content", "must be a string or a list of parts");
        }
        return parts;
    }

    /** The text of a content alone; whatever else is in it says nothing to whom only text is for. */
    static String text(Fields message) {
        JsonNode content = message.any("content");
        if (!content.isArray()) {
            return message.text("content").orElse("");
        }
        StringBuilder text = new StringBuilder();
        for (Fields part : message.objects("content")) {
            if (part.requiredText("type").equals("text")) {
                text.append(part.text("text").orElse(""));
            }
        }
        return text.toString();
    }

    private void part(Fields part, List<ObjectNode> parts) {
        String type = part.requiredText("type");
        switch (type) {
            case "text", "input_text", "output_text" -> text(part.text("text").orElse(""), parts);
            case "refusal" -> text(part.text("refusal").orElse(""), parts);
            case "image_url", "video_url" -> parts.add(linked(part, type));
            case "input_audio" -> parts.add(recording(part.requiredObject(type), AUDIO));
            case "input_video" -> parts.add(recording(part.requiredObject(type), VIDEO));
            case "file" -> parts.add(file(part.requiredObject(type)));
            default -> throw part.wrong("type", "is none of the kinds of content that can be sent to Gemini");
        }
    }

    private void text(String text, List<ObjectNode> parts) {
        if (drawing && text.contains(DataUrl.MARKDOWN_IMAGE)) {
            DataUrl.split(text, parts);
        } else if (!text.isEmpty()) {
            parts.add(JsonNodeFactory.instance.objectNode().put("text", text));
        }
    }

    private static ObjectNode linked(Fields part, String name) {
        if (part.any(name).isTextual()) {
            return DataUrl.inline(part, name);
        }
        return DataUrl.inline(part.requiredObject(name), "url");
    }

    private static ObjectNode recording(Fields recording, Map<String, String> formats) {
        String data = recording.requiredText("data");
        if (DataUrl.is(data)) {
            return DataUrl.inline(recording, "data");
        }
        String format = recording.requiredText("format").toLowerCase(Locale.ROOT);
        String type = formats.get(format);
        if (type == null) {
            throw recording.wrong(
                    "format",
                    "is not one of " + formats.keySet().stream().sorted().toList());
        }
        return DataUrl.inline(type, data, 0);
    }

    private static ObjectNode file(Fields file) {
        if (!file.has("file_data")) {
            throw file.wrong("file_data", "is required: files cannot be named by their id here");
        }
        String data = file.requiredText("file_data");
        if (DataUrl.is(data)) {
            return DataUrl.inline(file, "file_data");
        }
        String name = file.text("filename").orElse("").toLowerCase(Locale.ROOT);
        String type = FILES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw file.wrong("file_data", "must be a data URL, or 'filename' must tell what it is");
        }
        return DataUrl.inline(type, data, 0);
    }
}
