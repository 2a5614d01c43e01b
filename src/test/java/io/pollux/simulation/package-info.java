/**
 * Days of calls in virtual time: the real relay, waiting room, pool and ledger on a clock that jumps from event to event,
 * and a model of Google's quotas behind them.
 *
 * <p>Front door: {@link io.pollux.simulation.Simulation}.
 */
package io.pollux.simulation;
