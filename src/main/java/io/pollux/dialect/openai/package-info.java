/**
 * OpenAI's dialect: chat completions, embeddings and the model list, translated to Gemini's own surface and back.
 *
 * <p>Front door: {@link io.pollux.dialect.openai.OpenAiDialect}. Must not know: the network, the pool, settings, servers.
 */
package io.pollux.dialect.openai;
