package io.pollux.exchange;

import java.util.Map;

/**
 * The request that goes to Google, but for key and egress: those are chosen for each attempt. Immutable, so that a
 * second attempt sends what the first one sent.
 *
 * @param operation what is asked
 * @param kind the pool that must supply the key
 * @param version the version segment; empty means the one in BASE_URL
 * @param model the bare id ({@code gemini-2.5-flash}) or another collection's full name ({@code tunedModels/x}); empty
 *     for a list. Cool-downs are booked under this name
 * @param query what goes behind {@code ?}, without credentials, already encoded; may be empty. {@code alt=sse} for a
 *     stream is added by the sender
 * @param headers the client's headers that may go on; names in lower case
 * @param body the JSON to send; empty for a GET. Shared, not copied: nobody may change the bytes
 * @param affinity a number that the calls of one conversation have in common; 0 when none is known
 */
public record GeminiCall(
        Operation operation,
        KeyKind kind,
        String version,
        String model,
        String query,
        Map<String, String> headers,
        byte[] body,
        long affinity) {
    /** The same call with another body. */
    public GeminiCall withBody(byte[] other) {
        return new GeminiCall(operation, kind, version, model, query, headers, other, affinity);
    }

    /** The same call as part of a conversation. */
    public GeminiCall inConversation(long number) {
        return new GeminiCall(operation, kind, version, model, query, headers, body, number);
    }
}
