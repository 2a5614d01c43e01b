/**
 * The page of one key: how it stands, what it was used for, what became of it.
 *
 * <p>Front door: {@link io.pollux.admin.key.KeyView}. Must not know: other pages.
 */
package io.pollux.admin.key;
