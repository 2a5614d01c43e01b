package io.pollux.upstream;

import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.impl.VertxInternal;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Vert.x and its event loops, one per core, from start to end. Made and closed in threads of their own: both leave
 * ThreadLocals behind, and the caller's thread is the server's, which outlives us.
 */
final class Loops implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Loops.class.getName());
    private static final int STOP_SECONDS = 20;

    private final Vertx vertx;
    private final List<Lane> lanes;

    private Loops(Vertx vertx, List<Lane> lanes) {
        this.vertx = vertx;
        this.lanes = lanes;
    }

    static Loops start(HttpClientOptions options) {
        return aside(() -> {
            int cores = Runtime.getRuntime().availableProcessors();
            Vertx vertx = Vertx.vertx(options(cores));
            return new Loops(
                    vertx,
                    IntStream.range(0, cores)
                            .mapToObj(
                                    core -> new Lane(vertx, ((VertxInternal) vertx).createEventLoopContext(), options))
                            .toList());
        });
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** Ends what is still under way, and waits until no thread of Vert.x and Netty is left. */
    @Override
    public void close() {
        lanes.forEach(lane -> lane.run(lane::stop));
        try {
            aside(() -> {
                end();
                return this;
            });
        } catch (IllegalStateException reason) {
            LOG.log(Level.WARNING, "The HTTP client was not waited for", reason);
        }
    }

    private void end() throws InterruptedException {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            GlobalEventExecutor.INSTANCE.awaitInactivity(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalStateException neverStarted) {
            LOG.log(Level.DEBUG, "Netty had nothing to tidy up");
        } catch (ExecutionException | TimeoutException reason) {
            LOG.log(Level.WARNING, "The HTTP client did not close properly", reason);
        }
    }

    private static VertxOptions options(int cores) {
        return new VertxOptions()
                .setEventLoopPoolSize(cores)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private static Loops aside(Callable<Loops> work) {
        FutureTask<Loops> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "pollux-upstream");
        thread.setDaemon(true);
        thread.start();
        try {
            Loops done = task.get();
            thread.join();
            return done;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The HTTP client does not start or stop", failed.getCause());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the HTTP client was starting or stopping", hurried);
        }
    }
}
