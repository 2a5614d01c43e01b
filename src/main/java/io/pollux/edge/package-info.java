/**
 * The door for clients: which dialect a path speaks, who calls, what may come in; the servlet's side of a reply; health.
 *
 * <p>Front door: {@link io.pollux.edge.FrontDoor}. Must not know: the office's pages, housekeeping, the database.
 */
package io.pollux.edge;
