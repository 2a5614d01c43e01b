package io.pollux.dialect.gemini;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.Preferences.Priority;
import io.pollux.dialect.gemini.ModelName.Feature;
import io.pollux.dialect.gemini.Walk.Place;
import java.util.Set;

/**
 * What the operator's settings and the model's suffixes add to a client's {@code generateContent} body. Nothing that the
 * client sent is taken away, except safety settings where the operator says that his count.
 */
public final class Additions {
    /** The tools that Google runs side by side. Next to any other (functions above all) nothing is added. */
    private static final Set<String> SOCIABLE =
            Set.of("googleSearch", "googleSearchRetrieval", "codeExecution", "urlContext");

    private final GenerateBody client;
    private final ModelName model;
    private final Preferences preferences;
    private final Splices splices;
    private final ObjectNode members = Json.object();

    private Additions(byte[] body, ModelName model, Preferences preferences) {
        this.client = GenerateBody.read(body);
        this.model = model;
        this.preferences = preferences;
        this.splices = new Splices(body);
    }

    /** The body to send; the very same array when nothing is to be added. */
    public static byte[] to(byte[] body, ModelName model, Preferences preferences) {
        return new Additions(body, model, preferences).applied();
    }

    private byte[] applied() {
        addSafety();
        addConfig();
        addTools();
        splices.insert(client.root(), members);
        return splices.apply();
    }

    private void addSafety() {
        boolean wins = preferences.safety().priority() == Priority.OPERATOR;
        if (preferences.safety().settings().isEmpty()
                || speech()
                || !(client.safety().unset() || wins)) {
            return;
        }
        ArrayNode wanted = members.arrayNode();
        preferences.safety().settings().forEach(setting -> wanted.addObject()
                .put("category", setting.category())
                .put("threshold", setting.threshold()));
        set("safetySettings", client.safety(), wanted);
    }

    private void addConfig() {
        if (!client.config().unset() && !client.config().is(JsonToken.START_OBJECT)) {
            return;
        }
        ObjectNode wanted = Json.object();
        if (model.wants(Feature.IMAGE)) {
            wanted.putArray("responseModalities").add("TEXT").add("IMAGE");
        }
        Thinking.wanted(model, preferences.thinking()).ifPresent(config -> wanted.set("thinkingConfig", config));
        if (preferences.answers().oldDefaults()) {
            wanted.put("temperature", 0.7).put("topP", 0.9).put("topK", 40);
        }
        wanted.remove(client.configured());
        if (wanted.isEmpty()) {
            return;
        }
        if (client.config().unset()) {
            set("generationConfig", client.config(), wanted);
        } else {
            splices.insert(client.config(), wanted);
        }
    }

    private void addTools() {
        ArrayNode wanted = wantedTools();
        if (wanted.isEmpty()) {
            return;
        }
        if (client.toolList().unset()) {
            set("tools", client.toolList(), wanted);
        } else {
            splices.insert(client.toolList(), wanted);
        }
    }

    private ArrayNode wantedTools() {
        ArrayNode wanted = members.arrayNode();
        if (!roomForTools()) {
            return wanted;
        }
        boolean searches =
                client.tools().contains("googleSearch") || client.tools().contains("googleSearchRetrieval");
        if (model.wants(Feature.SEARCH) && !searches) {
            wanted.addObject().putObject("googleSearch");
        }
        if (preferences.tools().codeExecution() && runsCode() && !client.tools().contains("codeExecution")) {
            wanted.addObject().putObject("codeExecution");
        }
        if (preferences.tools().urlContext()
                && preferences.tools().urlContextModels().contains(model.upstream())
                && !client.tools().contains("urlContext")) {
            wanted.addObject().putObject("urlContext");
        }
        return wanted;
    }

    private boolean roomForTools() {
        boolean list = client.toolList().unset() || client.toolList().is(JsonToken.START_ARRAY);
        return list
                && SOCIABLE.containsAll(client.tools())
                && !client.wantsJson()
                && !client.cached()
                && !client.called()
                && !speech();
    }

    /** Code execution goes neither with pictures, in or out, nor with a search by suffix. */
    private boolean runsCode() {
        return !model.wants(Feature.SEARCH)
                && !model.wants(Feature.NON_THINKING)
                && !model.requested().contains("-image")
                && !client.media();
    }

    private boolean speech() {
        return model.upstream().contains("tts");
    }

    private void set(String name, Place place, JsonNode value) {
        if (place.is(JsonToken.NOT_AVAILABLE)) {
            members.set(name, value);
        } else {
            splices.replace(place, Json.bytes(value));
        }
    }
}
