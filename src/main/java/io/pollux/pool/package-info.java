/**
 * The keys in memory: which key is next, which are benched for which model and until when, and
 * what was used of which quota.
 *
 * <p>Front door: {@link io.pollux.pool.KeyPool} for calls, {@link io.pollux.pool.PoolDesk} for everybody else.
 * Must not know: the network, the database, dialects.
 */
package io.pollux.pool;
