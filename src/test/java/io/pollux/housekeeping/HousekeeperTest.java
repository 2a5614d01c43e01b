package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.pollux.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HousekeeperTest {
    private final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void eachChoreIsDoneInItsOwnRhythm() {
        Housekeeper housekeeper = keeper(Runnable::run, every(1, "often"), every(3, "seldom"));
        pass(housekeeper, 6);
        assertThat(done).containsExactly("often", "often", "often", "seldom", "often", "often", "often", "seldom");
    }

    @Test
    void nothingIsDoneBeforeItsTime() {
        Housekeeper housekeeper = keeper(Runnable::run, every(3, "seldom"));
        housekeeper.tick();
        clock.advance(Duration.ofMillis(2_999));
        housekeeper.tick();
        assertThat(done).isEmpty();
    }

    @Test
    void aClockThatIsPutBackDelaysNoChoreByMoreThanItsInterval() {
        Housekeeper housekeeper = keeper(Runnable::run, every(1, "often"), every(3, "seldom"));
        pass(housekeeper, 1);
        clock.advance(Duration.ofHours(-5));
        housekeeper.tick();
        assertThat(done).containsExactly("often");
        pass(housekeeper, 3);
        assertThat(done).containsExactly("often", "often", "often", "often", "seldom");
    }

    @Test
    void aChoreThatIsStillRunningIsNotBegunAgain() {
        Queue<Runnable> later = new ArrayDeque<>();
        Housekeeper housekeeper = keeper(later::add, every(1, "slow"));
        pass(housekeeper, 5);
        assertThat(later).hasSize(1);
        later.remove().run();
        pass(housekeeper, 1);
        assertThat(later).hasSize(1);
    }

    @Test
    void aChoreThatFailsIsTriedAgainAndDisturbsNoOther() {
        Chore broken = new Chore("fail", Rhythm.every(Duration.ofSeconds(1)), () -> {
            done.add("broken");
            throw new IllegalStateException("as ordered");
        });
        pass(keeper(Runnable::run, broken, every(1, "fine")), 2);
        assertThat(done).containsExactly("broken", "fine", "broken", "fine");
    }

    @Test
    void anIntervalOfZeroIsNeverAndAChangedIntervalActsAtOnce() {
        AtomicReference<Duration> interval = new AtomicReference<>(Duration.ZERO);
        Housekeeper housekeeper =
                keeper(Runnable::run, new Chore("check", Rhythm.about(interval::get), () -> done.add("check")));
        clock.advance(Duration.ofDays(365));
        housekeeper.tick();
        assertThat(done).isEmpty();
        interval.set(Duration.ofHours(1));
        housekeeper.tick();
        assertThat(done).hasSize(1);
        clock.advance(Duration.ofMinutes(53));
        housekeeper.tick();
        assertThat(done).hasSize(1);
        clock.advance(Duration.ofMinutes(14));
        housekeeper.tick();
        assertThat(done).hasSize(2);
        interval.set(Duration.ZERO);
        clock.advance(Duration.ofDays(1));
        housekeeper.tick();
        assertThat(done).hasSize(2);
    }

    @Test
    void closingDoesTheLastThingAndBeginsNothingMore() {
        Housekeeper housekeeper = keeper(Runnable::run, every(1, "often"));
        housekeeper.close();
        pass(housekeeper, 3);
        assertThat(done).containsExactly("farewell");
    }

    @Test
    void closingWaitsForWhatIsRunning() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Chore slow = new Chore("be slow", Rhythm.every(Duration.ofSeconds(1)), () -> {
            begun.countDown();
            await(goOn);
            done.add("slow");
        });
        Housekeeper housekeeper = keeper(work -> new Thread(work).start(), slow);
        pass(housekeeper, 1);
        await(begun);
        Thread closing = new Thread(housekeeper::close);
        closing.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (closing.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(done).isEmpty();
        goOn.countDown();
        closing.join(10_000);
        assertThat(done).containsExactly("slow", "farewell");
    }

    @Test
    void anExecutorThatIsEndingIsNoReasonToThrow() {
        Executor ending = work -> {
            throw new RejectedExecutionException("ending");
        };
        Housekeeper housekeeper = keeper(ending, every(1, "often"));
        assertThatCode(() -> pass(housekeeper, 2)).doesNotThrowAnyException();
    }

    private Housekeeper keeper(Executor executor, Chore... chores) {
        return new Housekeeper(clock, executor, List.of(chores), () -> done.add("farewell"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Chore every(int seconds, String name) {
        return new Chore(name, Rhythm.every(Duration.ofSeconds(seconds)), () -> done.add(name));
    }

    private void pass(Housekeeper housekeeper, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            housekeeper.tick();
        }
    }
}
