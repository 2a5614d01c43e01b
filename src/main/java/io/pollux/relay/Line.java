package io.pollux.relay;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;

/**
 * Calls that compete for the same keys and meet the same model: they wait in one line, and what one of them learns of the
 * model holds for all.
 *
 * @param model the model's name; a name of its own for what has a quota of its own whatever the model
 */
record Line(KeyKind kind, String model) {
    static Line of(GeminiCall call) {
        return new Line(
                call.kind(),
                switch (call.operation()) {
                    case COUNT_TOKENS -> ":countTokens";
                    case LIST_MODELS, GET_MODEL -> ":models";
                    case GENERATE, STREAM, EMBED, BATCH_EMBED, PREDICT -> call.model();
                });
    }
}
