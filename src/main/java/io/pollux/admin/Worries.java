package io.pollux.admin;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.keys.KeyQuery.State;
import io.pollux.keys.KeyWorries;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keys that need somebody, for the line above the table: the worst first. */
public record Worries(List<Worry> all) {
    private static final List<Refusal> BY_WEIGHT =
            List.of(Refusal.LEAKED, Refusal.SUSPENDED, Refusal.INVALID, Refusal.DENIED, Refusal.UNAUTHENTICATED);

    static Worries of(KeyWorries worries) {
        Stream<Worry> refused = BY_WEIGHT.stream()
                .map(why -> new Worry(
                        State.of(why),
                        Optional.ofNullable(worries.refused().get(why)).orElse(0L)));
        return new Worries(Stream.concat(refused, Stream.of(new Worry(State.FAILING, worries.failing())))
                .filter(worry -> worry.keys() > 0)
                .toList());
    }

    /** How many keys are in a state that somebody should look at. */
    public record Worry(State state, long keys) {}
}
