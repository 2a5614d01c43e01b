/**
 * What a dialect is: it reads a client's call, writes the whole reply or the stream, and renders a failure.
 *
 * <p>Front door: {@link io.pollux.dialect.Dialect}. Must not know: any one dialect, the pool, the network.
 */
package io.pollux.dialect;
