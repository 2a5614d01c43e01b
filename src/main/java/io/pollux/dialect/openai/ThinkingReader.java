package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.ModelName;
import java.util.Locale;
import java.util.Optional;

/**
 * How hard the model is to think, as Gemini's {@code thinkingConfig}. The most exact word wins: Google's own members in
 * {@code extra_body.google}, then {@code reasoning_effort}.
 */
final class ThinkingReader {
    private final ModelName model;
    private final Preferences.Thinking preferences;

    ThinkingReader(ModelName model, Preferences.Thinking preferences) {
        this.model = model;
        this.preferences = preferences;
    }

    void translate(Fields request, ObjectNode config) {
        Optional<String> effort = request.text("reasoning_effort");
        Optional<Fields> exact = google(request).flatMap(google -> either(google, "thinking_config", "thinkingConfig"));
        if (exact.isPresent()) {
            copy(exact.get(), config.putObject("thinkingConfig"));
        } else if (!model.wants(ModelName.Feature.NON_THINKING)) {
            effort.ifPresent(word -> effort(request, word, config));
        }
    }

    /** Google's own members of a request, wherever a client's library puts them. */
    static Optional<Fields> google(Fields request) {
        return request.object("extra_body")
                .flatMap(body -> body.object("google")
                        .or(() -> body.object("extra_body").flatMap(inner -> inner.object("google"))))
                .or(() -> request.object("google"));
    }

    private void effort(Fields request, String effort, ObjectNode config) {
        String word = effort.toLowerCase(Locale.ROOT);
        Family family = Family.of(model.upstream());
        if (Family.BUDGET.effort(word).isEmpty()) {
            throw request.wrong("reasoning_effort", "is none of none, minimal, low, medium, high, xhigh, max");
        }
        family.effort(word).ifPresent(value -> {
            ObjectNode thinking = config.putObject("thinkingConfig");
            if (value instanceof Integer budget) {
                thinking.put("thinkingBudget", budget);
            } else {
                thinking.put("thinkingLevel", value.toString());
            }
            if (preferences.shown() && !word.equals("none")) {
                thinking.put("includeThoughts", true);
            }
        });
    }

    private static void copy(Fields exact, ObjectNode thinking) {
        if (exact.flag("include_thoughts") || exact.flag("includeThoughts")) {
            thinking.put("includeThoughts", true);
        }
        exact.integer("thinking_budget")
                .or(() -> exact.integer("thinkingBudget"))
                .ifPresent(budget -> thinking.put("thinkingBudget", budget));
        exact.text("thinking_level")
                .or(() -> exact.text("thinkingLevel"))
                .ifPresent(level -> thinking.put("thinkingLevel", level.toUpperCase(Locale.ROOT)));
    }

    private static Optional<Fields> either(Fields holder, String first, String second) {
        return holder.object(first).or(() -> holder.object(second));
    }
}
