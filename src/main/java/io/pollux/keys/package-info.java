/**
 * Keys on disk: their rows, their encryption, import, switching on and off, tombstones, and the shelf of cool-downs
 * that outlive a restart.
 *
 * <p>Must not know: which key is lent next, the network, dialects.
 */
package io.pollux.keys;
