/**
 * The gate of the office: who may see pages, logging in and out, and what browsers are told to keep others away.
 *
 * <p>Front door: {@link io.pollux.admin.gate.PageGuard} before every page, {@link io.pollux.admin.gate.LogIn}. Must not
 * know: what is on the pages.
 */
package io.pollux.admin.gate;
