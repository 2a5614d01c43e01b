/**
 * The gate of the office: who may see pages, logging in and out, giving the token again, and what browsers are told to keep
 * others away.
 *
 * <p>Front door: {@link io.pollux.admin.gate.PageGuard} before every page, {@link io.pollux.admin.gate.LogIn}, and for
 * what is no page {@link io.pollux.admin.gate.ScriptPass} and {@link io.pollux.admin.gate.Doorkeeper}. Must not know: what is
 * on the pages.
 *
 * <p>Before a secret is shown or exported, or everything of a kind is deleted, the administrator gives the token again,
 * which is good for five minutes in this session. Three things make that:
 *
 * <ul>
 *   <li>the button or link has {@code <x:proof/>} inside (or the attribute {@code data-proof} where it is plain HTML): a
 *       click then asks in a dialog first, if it is not known already, and goes on afterwards; a script asks by
 *       {@code pollux.prove().then(given => ...)};
 *   <li>the bean, servlet or resource asks {@link io.pollux.admin.Proof#given} at the moment of doing it and refuses
 *       otherwise, for instance with the text {@code proof.needed};
 *   <li>{@link io.pollux.admin.gate.TokenAgain} takes the token, under the throttle of the log-in.
 * </ul>
 *
 * <p>Scripts of pages that ask for what is no Faces page send the headers {@code pollux.headers()} along.
 */
package io.pollux.admin.gate;
