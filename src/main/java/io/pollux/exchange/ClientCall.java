package io.pollux.exchange;

import java.time.Instant;
import java.util.Map;

/**
 * A client's request as it came through the door: authenticated, its body read whole, nothing interpreted yet.
 *
 * @param id names the call in logs and in the answer's request-id header
 * @param operation what the path said; whether an OpenAI chat is streamed only its body knows
 * @param kind the key pool that the path names
 * @param version the version segment of a Gemini path ({@code v1}, {@code v1beta}, ...), empty for other dialects
 * @param model the model that the path names, without {@code models/}; empty when it is in the body or when there is none
 * @param query the query parameters without credentials, decoded
 * @param headers the client's headers, names in lower case, without credentials and cookies
 * @param body the body's bytes; empty for a GET. Shared, not copied: nobody may change them
 * @param caller who calls
 * @param receivedAt when the head of the request arrived
 */
public record ClientCall(
        String id,
        Operation operation,
        KeyKind kind,
        String version,
        String model,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Caller caller,
        Instant receivedAt) {}
