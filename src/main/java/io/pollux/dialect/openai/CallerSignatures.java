package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.exchange.Caller;
import java.util.Optional;

/**
 * The thought signatures of one caller's tool calls: where a client of ours carries them, and what we remember for
 * clients that drop members they do not know.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Thought signatures</a>
 */
final class CallerSignatures {
    /** Where Gemini has it: beside the call, not inside it. */
    static final String MEMBER = "thoughtSignature";

    private final SignatureMemory memory;
    private final String caller;

    CallerSignatures(SignatureMemory memory, Caller caller) {
        this.memory = memory;
        this.caller = caller.id();
    }

    /** What a client sent back on a message or a tool call. */
    static Optional<String> sent(Fields holder) {
        JsonNode signature = holder.any("extra_content").path("google").path("thought_signature");
        return signature.isTextual() && !signature.textValue().isEmpty()
                ? Optional.of(signature.textValue())
                : Optional.empty();
    }

    /** The signature of a tool call in a client's history. */
    Optional<String> of(Fields toolCall, String id) {
        return sent(toolCall)
                .or(() -> memory.recall(caller, id).map(SignatureMemory.Call::signature))
                .filter(signature -> !signature.isEmpty());
    }

    /** The function behind the id of a call that the client's own history does not show. */
    Optional<String> name(String id) {
        return memory.recall(caller, id).map(SignatureMemory.Call::name);
    }

    /** Remembers a call that goes out to the client; the signature may be empty. */
    void remember(String id, String name, String signature) {
        memory.remember(caller, id, new SignatureMemory.Call(name, signature));
    }
}
