/**
 * Prompts that the administrator keeps: the table {@code t_pollux_prompt}, and nothing of what they are for.
 *
 * <p>Front door: {@link io.pollux.prompts.PromptDesk}. Must not know: models, dialects, pages.
 */
package io.pollux.prompts;
