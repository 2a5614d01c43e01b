package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.ModelName.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Google's model list as clients see it: without the filtered models, with the derived names behind the real ones. */
final class ModelList {
    private final Preferences.Models models;

    ModelList(Preferences.Models models) {
        this.models = models;
    }

    /** The very same bytes when the operator's lists do not concern any of the models. */
    byte[] listed(byte[] json) {
        ObjectNode root = GeminiEvent.parse(json).root();
        if (!(root.get("models") instanceof ArrayNode all)) {
            return json;
        }
        List<JsonNode> shown = new ArrayList<>();
        all.forEach(model -> {
            if (!models.filtered().contains(id(model))) {
                shown.add(model);
            }
        });
        List<JsonNode> derived = derived(shown);
        if (shown.size() == all.size() && derived.isEmpty()) {
            return json;
        }
        all.removeAll();
        all.addAll(shown).addAll(derived);
        return Json.bytes(root);
    }

    /** One model, which Google knows by its own name, under the name that the client used. */
    byte[] renamed(byte[] json, ModelName name) {
        if (name.requested().equals(name.upstream())) {
            return json;
        }
        ObjectNode model = GeminiEvent.parse(json).root();
        for (Feature feature : Feature.values()) {
            if (name.wants(feature)) {
                label(model, feature);
            }
        }
        model.put("name", "models/" + name.requested());
        return Json.bytes(model);
    }

    private List<JsonNode> derived(List<JsonNode> shown) {
        List<JsonNode> derived = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            Set<String> bases = bases(feature);
            for (JsonNode model : shown) {
                if (bases.contains(id(model)) && model instanceof ObjectNode base) {
                    derived.add(label(base.deepCopy(), feature).put("name", "models/" + id(model) + feature.suffix()));
                }
            }
        }
        return derived;
    }

    private Set<String> bases(Feature feature) {
        return switch (feature) {
            case SEARCH -> models.search();
            case IMAGE -> models.image();
            case NON_THINKING -> models.thinking();
        };
    }

    private static ObjectNode label(ObjectNode model, Feature feature) {
        String name = model.path("displayName").asText(id(model)) + words(feature);
        return model.put("displayName", name).put("description", name);
    }

    private static String words(Feature feature) {
        return switch (feature) {
            case SEARCH -> " For Search";
            case IMAGE -> " For Image";
            case NON_THINKING -> " Non Thinking";
        };
    }

    private static String id(JsonNode model) {
        return ModelName.bare(model.path("name").asText());
    }
}
