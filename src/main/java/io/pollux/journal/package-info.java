/**
 * What happened: every attempt and every failure becomes a row, written behind the calls' backs, and old rows are deleted.
 *
 * <p>Front door: {@link io.pollux.journal.Journal}. Must not know: how a call runs, keys beyond their masked form.
 */
package io.pollux.journal;
