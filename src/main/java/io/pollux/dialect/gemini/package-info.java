/**
 * Gemini's own dialect, and the words about Gemini's JSON that the other dialects translate from and to.
 *
 * <p>Front door: {@link io.pollux.dialect.gemini.GeminiDialect}; for the other dialects also {@link
 * io.pollux.dialect.gemini.GeminiEvent}, {@link io.pollux.dialect.gemini.Tally}, {@link
 * io.pollux.dialect.gemini.ModelName}, {@link io.pollux.dialect.gemini.Json}. Must not know: the network, the pool,
 * settings, servers.
 */
package io.pollux.dialect.gemini;
