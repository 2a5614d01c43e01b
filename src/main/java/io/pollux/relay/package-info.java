/**
 * One call from beginning to end: lend a key, send, judge, perhaps again, then pump bytes to the client.
 *
 * <p>Front door: {@link io.pollux.relay.Relay}. Must not know: HTTP servers, servlets, JSON, the database.
 */
package io.pollux.relay;
