package io.pollux.upstream;

import static io.pollux.upstream.Calls.KEY;
import static io.pollux.upstream.Calls.awaitThat;
import static io.pollux.upstream.Calls.call;
import static io.pollux.upstream.Calls.pass;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What happens on the sockets themselves: back-pressure, keep-alive, a break while nobody reads, the end of all. */
class ConnectionsTest {
    private static final String EVENT = "data: {\"text\":\"" + "x".repeat(10_000) + "\"}\r\n\r\n";
    private static final int EVENTS = 3_000;

    @Test
    void pausedCallStopsTheServerAndIsNotOverdue() throws Exception {
        AtomicLong written = new AtomicLong();
        try (RawServer server = new RawServer((socket, out) -> {
                    out.write(RawServer.STREAM.getBytes(StandardCharsets.UTF_8));
                    for (int event = 0; event < EVENTS; event++) {
                        out.write(RawServer.chunk(EVENT));
                        written.incrementAndGet();
                    }
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                });
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(1))) {
            Upstream.Sending[] sending = new Upstream.Sending[1];
            CountDownLatch sent = new CountDownLatch(1);
            Heard heard = new Heard(event -> {
                if (sent.getCount() > 0) {
                    sending[0].pause();
                    sent.countDown();
                }
            });
            synchronized (sending) {
                sending[0] = upstream.send(call(Operation.STREAM), KEY, heard);
            }
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();

            pass(Duration.ofSeconds(3));
            long standing = written.get();
            assertThat(standing).as("events written while paused").isLessThan(EVENTS / 2);
            int heardSoFar = heard.events().size();
            assertThat(heardSoFar).isLessThan(100);
            pass(Duration.ofMillis(500));
            assertThat(written.get()).isEqualTo(standing);
            assertThat(heard.isOver()).isFalse();

            sending[0].resume();
            assertThat(heard.whole()).hasSize(EVENTS);
        }
    }

    @Test
    void whatHadArrivedBeforeABreakIsHeardBeforeItAlsoByASlowListener() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
                    out.write(RawServer.STREAM.getBytes(StandardCharsets.UTF_8));
                    for (int event = 0; event < 30; event++) {
                        out.write(RawServer.chunk(EVENT));
                    }
                    out.flush();
                    socket.shutdownOutput();
                });
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300))) {
            Upstream.Sending[] sending = new Upstream.Sending[1];
            Heard heard = new Heard(event -> sending[0].pause());
            synchronized (sending) {
                sending[0] = upstream.send(call(Operation.STREAM), KEY, heard);
            }
            awaitThat("the failure", () -> {
                sending[0].resume();
                return heard.isOver();
            });
            heard.failure(Failure.GoogleFailed.class);
            assertThat(heard.events()).hasSize(30);
        }
    }

    @Test
    void connectionIsUsedAgainByTheNextCall() throws Exception {
        byte[] answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".getBytes(StandardCharsets.UTF_8);
        try (RawServer server = new RawServer((socket, out) -> out.write(answer));
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300))) {
            for (int round = 0; round < 30; round++) {
                Heard heard = new Heard();
                upstream.send(call(Operation.GENERATE), KEY, heard);
                heard.whole();
            }
            assertThat(server.accepted())
                    .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void answerWithoutLengthEndsWithItsConnection() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
                    out.write("HTTP/1.0 200 OK\r\n\r\n{\"a\":1}".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    socket.shutdownOutput();
                });
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300))) {
            Heard heard = new Heard();
            upstream.send(call(Operation.GENERATE), KEY, heard);
            assertThat(heard.whole()).containsExactly("{\"a\":1}");
        }
    }

    @Test
    void compressedAnswerThatNobodyAskedForIsRead() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        try (RawServer server = new RawServer((socket, out) -> {
                    out.write(("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: " + packed.size()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
                    packed.writeTo(out);
                });
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300))) {
            Heard heard = new Heard();
            upstream.send(call(Operation.GENERATE), KEY, heard);
            assertThat(heard.whole()).containsExactly("{\"a\":1}");
        }
    }

    @Test
    void pauseBeforeAnErrorDoesNotHoldItBack() throws Exception {
        try (RawServer server = new RawServer((socket, out) ->
                        out.write("HTTP/1.1 503 No\r\ncontent-length: 2\r\n\r\n{}".getBytes(StandardCharsets.UTF_8)));
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300))) {
            Heard heard = new Heard();
            upstream.send(call(Operation.STREAM), KEY, heard).pause();
            heard.failure(Failure.EgressFailed.class);
        }
    }

    @Test
    void keyThatCannotBeAKeyIsRefusedWithoutACall() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {});
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300))) {
            Heard heard = new Heard();
            upstream.send(call(Operation.GENERATE), Secret.of("AIza\r\nx-evil: 1"), heard);
            assertThat(heard.failure(Failure.KeyRefused.class).refusal()).isEqualTo(Failure.Refusal.INVALID);
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void manyCallsAreUnderWayAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(300);
        try (RawServer server = new RawServer((socket, out) -> {
                    all.countDown();
                    await(all);
                    out.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".getBytes(StandardCharsets.UTF_8));
                });
                VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300))) {
            List<Heard> calls = new ArrayList<>();
            IntStream.range(0, 300).forEach(number -> {
                Heard heard = new Heard();
                calls.add(heard);
                upstream.send(call(Operation.GENERATE), KEY, heard);
            });
            for (Heard heard : calls) {
                heard.whole();
            }
        }
    }

    @Test
    void closingEndsRunningCallsAndLeavesNoThread() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            out.write(RawServer.STREAM.getBytes(StandardCharsets.UTF_8));
            out.write(RawServer.chunk("data: {\"n\":1}\r\n\r\n"));
        })) {
            Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
            VertxUpstream upstream = upstream(server.url(), Duration.ofSeconds(300));
            Heard running = new Heard();
            upstream.send(call(Operation.STREAM), KEY, running);
            running.awaitEvents(1);
            upstream.close();

            running.failure(Failure.OwnFault.class);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread) && thread.isAlive())
                            .map(Thread::getName)
                            .filter(name -> !name.startsWith("Thread-")))
                    .isEmpty();

            Heard late = new Heard();
            upstream.send(call(Operation.GENERATE), KEY, late);
            late.failure(Failure.OwnFault.class);
            upstream.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("not all calls came");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static VertxUpstream upstream(URI base, Duration timeOut) {
        Settings settings = Settings.defaults().with(Settings.BASE_URL, base).with(Settings.TIME_OUT, timeOut);
        return new VertxUpstream(() -> settings);
    }
}
