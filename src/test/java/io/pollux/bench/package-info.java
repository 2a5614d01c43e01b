/**
 * Duty: measures Pollux beside nginx, in one run on one machine. Front door: {@link io.pollux.bench.Bench}. Knows Pollux
 * only by its address, as a client does.
 */
package io.pollux.bench;
