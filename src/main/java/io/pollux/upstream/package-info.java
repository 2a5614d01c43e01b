/**
 * Sends one Gemini call with one secret through one egress, and says in our words what came back. The only HTTP client
 * of the house.
 *
 * <p>Front door: {@link io.pollux.upstream.Upstream}, made as {@link io.pollux.upstream.VertxUpstream}. Must not know:
 * keys as rows, the pool, dialects, clients, and what Google's errors mean.
 */
package io.pollux.upstream;
