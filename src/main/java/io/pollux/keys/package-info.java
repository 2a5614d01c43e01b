/**
 * Keys on disk: their rows, their encryption, import, switching on and off, tombstones, what the operator says of their
 * projects, and the shelf of cool-downs that outlive a restart.
 *
 * <p>Front door: {@link io.pollux.keys.KeyDesk}, {@link io.pollux.keys.KeyVault}, {@link io.pollux.keys.ProjectDesk},
 * {@link io.pollux.keys.CooldownShelf}, {@link io.pollux.keys.QuotaBook}.
 * Must not know: which key is lent next, the network, dialects.
 */
package io.pollux.keys;
