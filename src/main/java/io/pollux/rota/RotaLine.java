package io.pollux.rota;

import java.time.Instant;
import java.util.Optional;

/**
 * How a job stands, for all nodes.
 *
 * @param due when it is to be done next, or since when somebody could have begun
 * @param holder the node that has it in hand, or had it last; empty when it was never begun
 * @param heldUntil until when nobody else may take it; absent while nobody has it in hand
 * @param begun when it was begun last
 * @param ended when it came to an end last; before {@code begun} while it is running
 * @param outcome absent when it never came to an end
 * @param told what came of it, in the words of whoever did it
 */
public record RotaLine(
        String job,
        Instant due,
        String holder,
        Optional<Instant> heldUntil,
        Optional<Instant> begun,
        Optional<Instant> ended,
        Optional<Outcome> outcome,
        String told) {
    /** Whether somebody is at it. A node that died is believed until its time is up. */
    public boolean running(Instant now) {
        return heldUntil.filter(now::isBefore).isPresent();
    }

    /** How a turn came to its end. */
    public enum Outcome {
        DONE,
        FAILED
    }
}
