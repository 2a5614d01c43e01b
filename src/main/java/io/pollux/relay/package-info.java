/**
 * One call from beginning to end: lend a key or wait for one, send, judge, perhaps again, then pump bytes to the client.
 *
 * <p>Front door: {@link io.pollux.relay.Relay}; the door of the house implements {@link io.pollux.relay.ClientSink}. Must
 * not know: HTTP servers, servlets, JSON, the database, what a dialect says.
 */
package io.pollux.relay;
