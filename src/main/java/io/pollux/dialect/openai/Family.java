package io.pollux.dialect.openai;

import io.pollux.dialect.gemini.Thinking;
import java.util.Map;
import java.util.Optional;

/**
 * How a family of models is told how hard to think. Gemini 2.5 takes a budget in tokens, later ones a level; sent to the
 * wrong family, or both together, Google answers 400.
 */
enum Family {
    /** Does not think, or not on request: 2.0 and older, Gemma, speech and picture models. */
    PLAIN(Map.of()),
    /** 2.5 Pro cannot be told not to think: 128 is its least. */
    BUDGET_PRO(budgets(128)),
    BUDGET(budgets(0)),
    /** No Pro of the third generation can be switched off, or thinks less than low. */
    LEVEL_PRO(levels("LOW")),
    LEVEL(levels("MINIMAL"));

    private final Map<String, Object> efforts;

    Family(Map<String, Object> efforts) {
        this.efforts = efforts;
    }

    /** The family of a model by its bare name. */
    static Family of(String model) {
        if (model.contains("-image") || model.contains("-tts")) {
            return PLAIN;
        }
        boolean pro = model.contains("-pro");
        if (Thinking.levelled(model)) {
            return pro ? LEVEL_PRO : LEVEL;
        }
        if (model.startsWith("gemini-2.5-")) {
            return pro ? BUDGET_PRO : BUDGET;
        }
        return PLAIN;
    }

    /** Google's value for one of OpenAI's efforts: a number is a budget, a text is a level. Empty: leave it out. */
    Optional<Object> effort(String effort) {
        return Optional.ofNullable(efforts.get(effort));
    }

    private static Map<String, Object> budgets(int none) {
        return Map.of(
                "none", none, "minimal", 1024, "low", 1024, "medium", 8192, "high", 24576, "xhigh", 24576, "max",
                24576);
    }

    private static Map<String, Object> levels(String least) {
        return Map.of(
                "none", least, "minimal", least, "low", "LOW", "medium", "MEDIUM", "high", "HIGH", "xhigh", "HIGH",
                "max", "HIGH");
    }
}
