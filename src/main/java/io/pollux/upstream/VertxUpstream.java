package io.pollux.upstream;

import io.netty.util.concurrent.GlobalEventExecutor;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The way to Google on Vert.x: one event loop per core, each with its own kept-alive connections, and no thread per
 * call. Every setting acts on the next call.
 *
 * <p>HTTP/1.1 on purpose: with one call per connection a broken connection breaks one stream, not a hundred, and the
 * back-pressure of one slow client is TCP's, not a window that it shares with the others.
 */
public final class VertxUpstream implements Upstream, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(VertxUpstream.class.getName());

    private static final int IDLE_SECONDS = 45;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int STOP_SECONDS = 20;

    private final Supplier<Settings> settings;
    private final Vertx vertx;
    private final List<Lane> lanes;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Plan plan;

    public VertxUpstream(Supplier<Settings> settings) {
        this(settings, clientOptions());
    }

    VertxUpstream(Supplier<Settings> settings, HttpClientOptions options) {
        this.settings = settings;
        this.plan = new Plan(settings.get(), 0);
        int loops = Runtime.getRuntime().availableProcessors();
        this.vertx = Vertx.vertx(vertxOptions(loops));
        // The public way to a context leaves a ThreadLocal in the calling thread, which belongs to the server.
        VertxInternal internal = (VertxInternal) vertx;
        this.lanes = IntStream.range(0, loops)
                .mapToObj(number -> new Lane(vertx, internal.createEventLoopContext(), options))
                .toList();
    }

    @Override
    public Sending send(GeminiCall call, Secret key, Listener listener) {
        Plan current = plan();
        Egress egress = current.egress(key, bound -> ThreadLocalRandom.current().nextInt(bound));
        OpenCall sending = new OpenCall(lane(), current, egress, call, key, listener);
        sending.begin();
        return sending;
    }

    /** Ends what is still under way, and waits until no thread of Vert.x and Netty is left. */
    @Override
    public void close() {
        lanes.forEach(lane -> lane.run(lane::stop));
        // In a thread of its own: closing leaves ThreadLocals behind, and the caller's thread is the server's.
        Thread closer = new Thread(this::closeVertx, "pollux-upstream-close");
        closer.start();
        try {
            closer.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    static HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(32 * 1024)
                .setDecompressionSupported(false)
                .setTcpKeepAlive(true);
    }

    private static VertxOptions vertxOptions(int loops) {
        return new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private Plan plan() {
        Settings now = settings.get();
        Plan current = plan;
        return current.isOf(now) ? current : renewed(now);
    }

    private synchronized Plan renewed(Settings now) {
        if (!plan.isOf(now)) {
            plan = new Plan(now, plan.number() + 1);
        }
        return plan;
    }

    /** A call that begins on a loop, such as a second attempt, stays there; the others take turns. */
    private Lane lane() {
        for (Lane lane : lanes) {
            if (lane.here()) {
                return lane;
            }
        }
        return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
    }

    private void closeVertx() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            GlobalEventExecutor.INSTANCE.awaitInactivity(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalStateException neverStarted) {
            LOG.log(Level.DEBUG, "Netty had nothing to tidy up");
        } catch (ExecutionException | TimeoutException reason) {
            LOG.log(Level.WARNING, "The HTTP client did not close properly", reason);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
