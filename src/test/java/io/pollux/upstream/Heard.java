package io.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A listener that writes down what it hears, and on which thread. */
final class Heard implements Upstream.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> events = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger endings = new AtomicInteger();
    private final Consumer<String> onEvent;
    private volatile Failure failure;

    Heard() {
        this(event -> {});
    }

    Heard(Consumer<String> onEvent) {
        this.onEvent = onEvent;
    }

    @Override
    public void onEvent(byte[] json) {
        String event = new String(json, StandardCharsets.UTF_8);
        synchronized (events) {
            events.add(event);
            threads.add(Thread.currentThread());
            events.notifyAll();
        }
        onEvent.accept(event);
    }

    @Override
    public void onEnd() {
        ended();
    }

    @Override
    public void onFailure(Failure reason) {
        failure = reason;
        ended();
    }

    /** What it heard until a proper end. */
    List<String> whole() throws InterruptedException {
        awaitEnding();
        assertThat(failure).as("failure").isNull();
        return events();
    }

    /** The failure that was the last thing it heard. */
    Failure failure() throws InterruptedException {
        awaitEnding();
        assertThat(failure).as("failure").isNotNull();
        return failure;
    }

    <T extends Failure> T failure(Class<T> kind) throws InterruptedException {
        assertThat(failure()).isInstanceOf(kind);
        return kind.cast(failure);
    }

    List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    void awaitEvents(int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (events) {
            while (events.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                assertThat(left)
                        .as("time left for event %d, failure %s", count, failure)
                        .isPositive();
                events.wait(left);
            }
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    int endings() {
        return endings.get();
    }

    void awaitEnding() throws InterruptedException {
        assertThat(over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("an ending within %s, heard so far: %s", PATIENCE, events())
                .isTrue();
        assertThat(endings).hasValue(1);
        synchronized (events) {
            assertThat(threads.stream().distinct().count()).as("threads").isLessThanOrEqualTo(1);
        }
    }

    private void ended() {
        endings.incrementAndGet();
        over.countDown();
    }
}
