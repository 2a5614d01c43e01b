/**
 * How keys come in through the keys page: out of pasted text, lists and the files of other gateways, looked at before they
 * are stored.
 *
 * <p>Front door: {@link io.pollux.admin.intake.IntakeView}. Must not know: other pages.
 */
package io.pollux.admin.intake;
