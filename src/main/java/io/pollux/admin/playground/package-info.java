/**
 * The page that talks to models. What it asks goes the way of every call, by the addresses that clients use: the page's
 * script asks them, known by the session. Here are only its prompts and its figures.
 *
 * <p>Front door: {@link io.pollux.admin.playground.PlaygroundView}. Must not know: how calls are answered.
 */
package io.pollux.admin.playground;
