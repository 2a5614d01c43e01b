package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.ModelName;
import java.util.function.Supplier;

/**
 * What every piece of one answer to a chat has in common.
 *
 * @param id of the completion
 * @param created in seconds since the epoch
 * @param model as the client wrote it and as it is understood
 * @param wish how the client wants the answer
 * @param preferences how the operator wants it
 * @param signatures where calls are remembered
 * @param spareIds names for calls to which Gemini gives none
 */
record Answer(
        String id,
        long created,
        ModelName model,
        Wish wish,
        Preferences preferences,
        CallerSignatures signatures,
        Supplier<String> spareIds) {

    /** The finish reason that stands for calls in the form the client knows. */
    String callWord() {
        return wish.functions() ? "function_call" : "tool_calls";
    }

    boolean thoughtsShown() {
        return preferences.thinking().shown();
    }

    /** A call on its way out; it is remembered for clients that will not send all of it back. */
    Call call(JsonNode part) {
        Call call = Call.of(part, spareIds);
        signatures.remember(call.id(), call.name(), call.signature());
        return call;
    }

    /** The pages that a search used, where the operator wants them below the answer. */
    String links(JsonNode grounding) {
        boolean wanted = preferences.answers().searchLinks() && model.wants(ModelName.Feature.SEARCH);
        return wanted ? Markdown.links(grounding, preferences.answers()) : "";
    }
}
