/**
 * Sends one Gemini call with one secret through one egress, and says in our words what came back. The only HTTP client
 * of the house, and the only reader of Google's error bodies.
 *
 * <p>Front door: {@link io.pollux.upstream.Upstream}. Must not know: keys as rows, the pool, dialects, clients.
 */
package io.pollux.upstream;
