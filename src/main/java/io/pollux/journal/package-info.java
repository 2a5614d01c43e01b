/**
 * What happened: every attempt and every failure becomes a row, written behind the calls' backs, and old rows are deleted.
 *
 * <p>Front doors: {@link io.pollux.journal.Journal} to write, {@link io.pollux.journal.LogReader} to read. Must not know: how a call runs, keys beyond their masked form.
 */
package io.pollux.journal;
