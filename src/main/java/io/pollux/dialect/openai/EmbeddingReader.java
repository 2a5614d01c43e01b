package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.Json;
import io.pollux.dialect.gemini.ModelName;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import java.util.List;
import java.util.Optional;

/** A request for embeddings, of one text or several, as {@code batchEmbedContents}. */
final class EmbeddingReader {
    private EmbeddingReader() {}

    static GeminiCall read(ClientCall call, Preferences preferences) {
        Fields request = Fields.of(Json.request(call.body()));
        ModelName model = RequestedModel.of(request, call, preferences);
        checkFormat(request);
        Optional<Integer> dimensions = request.integer("dimensions").filter(count -> count > 0);
        ObjectNode gemini = Json.object();
        ArrayNode requests = gemini.putArray("requests");
        for (String text : inputs(request)) {
            ObjectNode one = requests.addObject().put("model", "models/" + model.upstream());
            one.putObject("content").putArray("parts").addObject().put("text", text);
            dimensions.ifPresent(count -> one.put("outputDimensionality", count));
        }
        return new GeminiCall(
                Operation.BATCH_EMBED,
                call.kind(),
                call.version(),
                model.upstream(),
                "",
                OpenAiDialect.HEADERS,
                Json.bytes(gemini),
                0);
    }

    private static List<String> inputs(Fields request) {
        JsonNode input = request.any("input");
        if (input.path(0).isNumber() || input.path(0).path(0).isNumber()) {
            throw request.wrong("input", "must be text: the tokens of another model's tokenizer cannot be read");
        }
        List<String> texts = request.texts("input");
        if (texts.isEmpty() || texts.contains("")) {
            throw request.wrong("input", "is required, and none of its texts may be empty");
        }
        return texts;
    }

    private static void checkFormat(Fields request) {
        String format = request.text("encoding_format").orElse("float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw request.wrong("encoding_format", "is neither float nor base64");
        }
    }
}
