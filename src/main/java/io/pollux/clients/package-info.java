/**
 * Who may call: the administrator's token and the clients' tokens, known by their keyed hashes.
 *
 * <p>Front door: {@link io.pollux.clients.ClientDesk}. Must not know: HTTP, the master key, Gemini's keys.
 */
package io.pollux.clients;
