package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.ModelName.Feature;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code thinkingConfig} of a call whose client has not said how to think. */
public final class Thinking {
    // From the third generation on there are levels in place of budgets, and no way to switch thinking off.
    private static final Pattern LEVELLED = Pattern.compile("gemini-(?:[3-9]|\\d{2,}).*|gemini-.*-latest");

    private Thinking() {}

    /** What the model's suffix or the operator's budgets ask for; empty when neither says anything. */
    public static Optional<ObjectNode> wanted(ModelName model, Preferences.Thinking preferences) {
        if (model.wants(Feature.NON_THINKING)) {
            return Optional.of(least(model.upstream()));
        }
        return Optional.ofNullable(preferences.budgets().get(model.upstream())).map(budget -> {
            ObjectNode config = Json.object().put("thinkingBudget", budget);
            return preferences.shown() ? config.put("includeThoughts", true) : config;
        });
    }

    /** As little thinking as the model allows. */
    public static ObjectNode least(String model) {
        boolean pro = model.contains("pro");
        if (levelled(model)) {
            return Json.object().put("thinkingLevel", pro ? "LOW" : "MINIMAL");
        }
        return Json.object().put("thinkingBudget", model.contains("gemini-2.5-pro") ? 128 : 0);
    }

    /** Whether the model is told a {@code thinkingLevel}; both it and a budget together are refused. */
    public static boolean levelled(String model) {
        return LEVELLED.matcher(model).matches();
    }
}
