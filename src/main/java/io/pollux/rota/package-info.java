/**
 * Which of the nodes does what by the clock: each job is in one node's hands at a time, what came of it is written down for
 * all, and a node that dies loses what it had in hand.
 *
 * <p>Front door: {@link io.pollux.rota.Rota}. Must not know: what the jobs are.
 */
package io.pollux.rota;
