/**
 * What calls add up to: sums by time for the whole house and for each dialect, model, client, project and key, kept in the
 * transaction that writes the calls themselves.
 *
 * <p>Front door: {@link io.pollux.journal.tally.TallyReader}. Must not know: how the journal writes, what pages show.
 */
package io.pollux.journal.tally;
