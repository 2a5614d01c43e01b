/**
 * The configuration page: every setting with its editor, what is different before it is saved, and who changed what.
 *
 * <p>Front door: {@link io.pollux.admin.config.ConfigView} shows, {@link io.pollux.admin.config.ConfigDoor} answers the
 * page's script. Must not know: what anybody does with a setting.
 */
package io.pollux.admin.config;
