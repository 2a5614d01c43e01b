/**
 * Reads what Google says when it refuses a call, and sorts it: whose fault it is, what is spent, whether another key may
 * help. Takes keys out of the text before anybody sees it. Pure: no network, no settings, no clock.
 *
 * <p>Front door: {@link io.pollux.sorter.GoogleErrors}. Must not know: how calls are sent, the pool, dialects.
 */
package io.pollux.sorter;
