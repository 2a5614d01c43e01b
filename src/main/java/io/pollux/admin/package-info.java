/**
 * Pages for the administrator: one page, one bean, one address.
 *
 * <p>Front door: {@link io.pollux.admin.OfficeDoor}. Must not know: how clients' calls come in.
 */
package io.pollux.admin;
