/**
 * Every tunable of the house in one immutable snapshot; where its values come from (default, environment, t_settings), and
 * the news when they change.
 *
 * <p>Front door: {@link io.pollux.settings.Settings} to read, {@link io.pollux.settings.SettingsDesk} to change. Must not
 * know: what anybody does with a value, keys, HTTP.
 */
package io.pollux.settings;
