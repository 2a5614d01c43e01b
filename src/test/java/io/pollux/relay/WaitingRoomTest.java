package io.pollux.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Loan;
import io.pollux.relay.Entry.Open;
import io.pollux.relay.Entry.Shut;
import io.pollux.relay.Entry.Whom;
import io.pollux.testing.LogLines;
import io.pollux.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is let in, in which order, and who is not; with guests that ask for a number of keys the test puts out. */
class WaitingRoomTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Line FLASH = new Line(KeyKind.GEMINI, "gemini-2.5-flash");
    private static final Line PRO = new Line(KeyKind.GEMINI, "gemini-2.5-pro");

    private final ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
    private final ManualDelay delay = new ManualDelay(clock);
    private final KeyPool pool = Rig.with(1).pool;
    private final List<String> heard = new ArrayList<>();
    private int places = 100;
    private final WaitingRoom room = new WaitingRoom(() -> places, delay, clock);
    private int keys;
    private int asked;

    @Test
    void callersTakeTurnsAndEachCallersCallsGoInTheirOrder() {
        enter("a", "a1", "a2", "a3", "a4");
        enter("b", "b1", "b2");
        enter("c", "c1");

        keys = 7;
        delay.pass(TICK);

        assertThat(heard).containsExactly("a1 in", "b1 in", "c1 in", "a2 in", "b2 in", "a3 in", "a4 in");
        assertNobodyLeft();
    }

    @Test
    void aCallerThatWasServedLastTimeIsBehindTheOthersNextTime() {
        enter("a", "a1", "a2", "a3");
        enter("b", "b1", "b2");
        for (int i = 0; i < 5; i++) {
            keys = 1;
            delay.pass(TICK);
        }

        assertThat(heard).containsExactly("a1 in", "b1 in", "a2 in", "b2 in", "a3 in");
    }

    @Test
    void aLineDoesNotWaitForAnother() {
        room.enter(new Caller("a", "flash", FLASH));
        room.enter(new Caller("a", "pro", PRO));

        assertThat(room.waitsAnybody(FLASH)).isTrue();
        room.leave(new Caller("a", "stranger", FLASH));
        keys = 2;
        delay.pass(TICK);

        assertThat(heard).containsExactlyInAnyOrder("flash in", "pro in");
        assertNobodyLeft();
    }

    @Test
    void oneQuestionATickIsEnoughWhenThereIsNoKeyForAnybody() {
        enter("a", "a1", "a2", "a3");
        enter("b", "b1", "b2", "b3");

        delay.pass(TICK.multipliedBy(10));

        assertThat(asked).isEqualTo(10);
        assertThat(heard).isEmpty();
    }

    @Test
    void oneTimerServesAllAndAnEmptyRoomHasNone() {
        enter("a", "a1", "a2");
        room.enter(new Caller("a", "pro", PRO));
        assertThat(delay.pending()).isEqualTo(1);
        keys = 3;
        delay.pass(TICK);

        assertThat(delay.pending()).isZero();
        assertNobodyLeft();
    }

    @Test
    void aGuestIsTurnedAwayAsSoonAsItIsClearThatNoKeyComesInTime() {
        Caller patient = new Caller("a", "patient", FLASH).until(60);
        Caller hasty = new Caller("b", "hasty", FLASH).until(5);
        patient.opensIn = Duration.ofSeconds(20);
        hasty.opensIn = Duration.ofSeconds(20);
        room.enter(patient);
        room.enter(hasty);

        delay.pass(TICK);

        assertThat(heard).containsExactly("hasty out");
        assertThat(room.guests()).isEqualTo(1);
    }

    @Test
    void aGuestWhoseTimeIsOverIsTurnedAway() {
        room.enter(new Caller("a", "a1", FLASH).until(3));

        delay.pass(Duration.ofSeconds(3).minusMillis(1));
        assertThat(heard).isEmpty();
        delay.pass(TICK);

        assertThat(heard).containsExactly("a1 out");
        assertNobodyLeft();
        assertThat(delay.pending()).isZero();
    }

    @Test
    void whoLeavesHearsNothingAndLeavesNoTrace() {
        Caller gone = new Caller("a", "gone", FLASH);
        room.enter(gone);
        room.enter(new Caller("b", "b1", FLASH));
        room.leave(gone);
        room.leave(gone);
        keys = 2;
        delay.pass(TICK);

        assertThat(heard).containsExactly("b1 in");
        assertThat(keys).isEqualTo(1);
        assertNobodyLeft();
    }

    @Test
    void aFullRoomTurnsAwayAtOnce() {
        places = 2;
        enter("a", "a1");
        enter("b", "b1");
        enter("c", "c1");

        assertThat(heard).containsExactly("c1 out");
        assertThat(room.guests()).isEqualTo(2);
    }

    @Test
    void oneCallerTakesNoMorePlacesThanItLeavesFree() {
        places = 8;
        enter("greedy", "1", "2", "3", "4", "5");
        assertThat(heard).containsExactly("5 out");
        enter("b", "b1", "b2", "b3");
        assertThat(heard).containsExactly("5 out", "b3 out");
        enter("c", "c1", "c2");

        assertThat(heard).containsExactly("5 out", "b3 out", "c2 out");
        assertThat(room.guests()).isEqualTo(7);
    }

    @Test
    void whoFindsTheRoomFullOvertakesNobody() {
        places = 2;
        enter("a", "a1");
        enter("b", "b1");
        keys = 2;
        enter("c", "c1");

        assertThat(heard).containsExactly("a1 in", "b1 in", "c1 out");
        keys = 1;
        enter("c", "c2");
        delay.pass(TICK);
        assertThat(heard).endsWith("c2 in");
    }

    @Test
    void noPlacesAtAllMeansThatNobodyWaits() {
        places = 0;
        enter("a", "a1");

        assertThat(heard).containsExactly("a1 out");
        assertThat(delay.pending()).isZero();
    }

    @Test
    void smallCallsPassALargeOneUntilHalfItsTimeIsOver() {
        Caller large = new Caller("a", "large", FLASH).until(10).large();
        room.enter(large);
        enter("b", "b1", "b2");
        keys = 1;
        delay.pass(TICK);
        assertThat(heard).containsExactly("b1 in");

        delay.pass(Duration.ofSeconds(5));
        keys = 1;
        delay.pass(TICK);
        assertThat(heard).containsExactly("b1 in");
        keys = 6;
        delay.pass(TICK);

        assertThat(heard).containsExactly("b1 in", "large in", "b2 in");
        assertNobodyLeft();
    }

    @Test
    void aLargeCallThatGivesUpLetsTheOthersOn() {
        Caller large = new Caller("a", "large", FLASH).until(4).large();
        room.enter(large);
        enter("b", "b1");
        delay.pass(Duration.ofSeconds(3));
        keys = 1;
        delay.pass(Duration.ofMillis(900));
        assertThat(heard).isEmpty();
        delay.pass(TICK.multipliedBy(2));

        assertThat(heard).containsExactly("large out", "b1 in");
    }

    @Test
    void whoWaitsBehindALargeCallAndRunsOutOfTimeIsAskedOnceMore() {
        Caller large = new Caller("a", "large", FLASH).until(4).large();
        room.enter(large);
        room.enter(new Caller("b", "b1", FLASH).until(3));
        delay.pass(Duration.ofMillis(2_500));
        keys = 1;
        delay.pass(Duration.ofMillis(500));

        assertThat(heard).containsExactly("b1 in");
    }

    @Test
    void aGuestWhoHasTriedEveryKeyIsTurnedAwayAndTheNextIsAsked() {
        Caller tired = new Caller("a", "tired", FLASH);
        tired.whom = Whom.THIS_CALL;
        tired.size = 5;
        room.enter(tired);
        enter("b", "b1");
        keys = 1;
        delay.pass(TICK);

        assertThat(heard).containsExactly("tired out", "b1 in");
    }

    @Test
    void aGuestThatCannotAskIsTurnedAwayAndHurtsNobodyElse() {
        Caller broken = new Caller("a", "broken", FLASH);
        broken.breaks = true;
        room.enter(broken);
        enter("b", "b1");
        keys = 1;
        try (LogLines log = LogLines.of("io.pollux.relay")) {
            delay.pass(TICK);
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(heard).containsExactly("broken out", "b1 in");
        assertNobodyLeft();
    }

    @Test
    void aClosedRoomTurnsEverybodyAway() {
        enter("a", "a1", "a2");
        room.enter(new Caller("a", "pro", PRO));

        room.close();
        enter("b", "b1");

        assertThat(heard).containsExactlyInAnyOrder("a1 out", "a2 out", "pro out", "b1 out");
        assertNobodyLeft();
        delay.pass(TICK);
        assertThat(delay.pending()).isZero();
    }

    private void enter(String caller, String... names) {
        for (String name : names) {
            room.enter(new Caller(caller, name, FLASH));
        }
    }

    private void assertNobodyLeft() {
        assertThat(room.guests()).isZero();
        assertThat(room.waitsAnybody(FLASH)).isFalse();
        assertThat(room.waitsAnybody(PRO)).isFalse();
    }

    /** A guest that writes down what it hears. */
    private final class Caller implements Guest {
        private final String caller;
        private final String name;
        private final Line line;
        private final long since = clock.millis();
        private long until = clock.millis() + 60_000;
        private Duration opensIn = Duration.ZERO;
        private Whom whom = Whom.EVERYBODY;
        private int size = 1;
        private boolean breaks;

        private Caller(String caller, String name, Line line) {
            this.caller = caller;
            this.name = name;
            this.line = line;
        }

        private Caller large() {
            size = 5;
            whom = Whom.LARGE_CALLS;
            return this;
        }

        private Caller until(int seconds) {
            until = since + seconds * 1_000L;
            return this;
        }

        @Override
        public String caller() {
            return caller;
        }

        @Override
        public Line line() {
            return line;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public long until() {
            return until;
        }

        @Override
        public Entry ask() {
            asked++;
            if (breaks) {
                throw new IllegalStateException("A bug in the pool");
            }
            if (keys >= size) {
                keys -= size;
                return new Open(loan());
            }
            return new Shut(Failures.NO_KEY, Optional.of(opensIn), whom);
        }

        @Override
        public void admitted(Loan loan) {
            heard.add(name + " in");
        }

        @Override
        public void turnedAway(Failure why) {
            heard.add(name + " out");
        }

        private Loan loan() {
            return pool.lend(1, Operation.STREAM, "gemini-2.5-flash").orElseThrow();
        }
    }
}
