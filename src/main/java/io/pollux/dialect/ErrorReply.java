package io.pollux.dialect;

import java.util.Map;

/**
 * A failure as a client of one dialect reads it.
 *
 * @param status the HTTP status
 * @param headers content type and retry headers
 * @param body the JSON
 */
public record ErrorReply(int status, Map<String, String> headers, byte[] body) {}
