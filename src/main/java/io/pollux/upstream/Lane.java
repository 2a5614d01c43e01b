package io.pollux.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * One event loop with its own connections and calls. A call stays on the lane it began on, and so do its bytes: no locks,
 * no hop between threads. All methods but {@link #run} and {@link #here} belong to the loop's thread.
 */
final class Lane {
    /** Deadlines are whole seconds: one timer looks at all calls of the lane. */
    private static final long TICK_MILLIS = 200;

    private static final int LARGEST_BULLETIN = 2 * 1024 * 1024;

    /** Per egress and host. A bound only because Vert.x sets room aside for it. */
    private static final PoolOptions CONNECTIONS = new PoolOptions().setHttp1MaxSize(10_000);

    private final Vertx vertx;
    private final Context loop;
    private final HttpClientOptions options;
    private final Names names;
    private final Map<Egress, WayOut> waysOut = new HashMap<>();
    private final Set<OpenCall> calls = new HashSet<>();
    private volatile Thread thread;
    private Plan plan;
    private long timer = -1;
    private boolean stopped;

    Lane(Vertx vertx, Context loop, HttpClientOptions options) {
        this.vertx = vertx;
        this.loop = loop;
        this.options = options;
        this.names = new Names(loop);
        run(() -> thread = Thread.currentThread());
    }

    /**
     * Runs a task on the loop: later, also when called there.
     *
     * @return false when the loop has ended
     */
    boolean run(Runnable task) {
        try {
            loop.runOnContext(ignored -> task.run());
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    /** Whether the caller is the loop's thread. */
    boolean here() {
        return Thread.currentThread() == thread;
    }

    Names names() {
        return names;
    }

    WayOut enter(OpenCall call, Plan current, Egress egress) {
        calls.add(call);
        if (timer < 0) {
            timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
        }
        WayOut way = waysOut.computeIfAbsent(egress, missing -> new WayOut(client()));
        way.enter();
        follow(current, egress);
        return way;
    }

    void leave(OpenCall call) {
        calls.remove(call);
        if (calls.isEmpty() && timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    /** Ends all calls: Pollux stops. */
    void stop() {
        stopped = true;
        List.copyOf(calls).forEach(OpenCall::stop);
    }

    boolean stopped() {
        return stopped;
    }

    /** A small answer of somebody else than Google, over a connection of its own. */
    void read(Plan current, RequestOptions question, CompletableFuture<byte[]> answer) {
        HttpClient client = client();
        new Dial(current, current.egresses().get(0), names)
                .connect(client, question)
                .compose(HttpClientRequest::send)
                .compose(Lane::small)
                .onSuccess(body -> answer.complete(body.getBytes()))
                .onFailure(answer::completeExceptionally);
        // Also when nobody waits any more: an answer need not have an end.
        Future.fromCompletionStage(answer).onComplete(over -> client.close());
    }

    private static Future<Buffer> small(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture("Status " + response.statusCode());
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response.endHandler(end -> whole.tryComplete(read));
        response.exceptionHandler(whole::tryFail);
        response.handler(bytes -> {
            read.appendBuffer(bytes);
            if (read.length() > LARGEST_BULLETIN) {
                whole.tryFail("More than " + LARGEST_BULLETIN + " bytes");
            }
        });
        return whole.future();
    }

    /** Ways out that the settings no longer name are closed. A call may still come with settings older than the last one's. */
    private void follow(Plan current, Egress used) {
        if (plan == null || current.number() > plan.number()) {
            plan = current;
        } else if (plan.egresses().contains(used)) {
            return;
        }
        waysOut.entrySet().removeIf(entry -> {
            boolean unwished = !plan.egresses().contains(entry.getKey());
            if (unwished) {
                entry.getValue().retire();
            }
            return unwished;
        });
    }

    private HttpClient client() {
        return vertx.httpClientBuilder()
                .with(options)
                .with(CONNECTIONS)
                // Whoever uses a connection hears of its end; without a handler Vert.x logs each reset
                .withConnectHandler(opened -> opened.exceptionHandler(heard -> {}))
                .build();
    }

    private void tick() {
        long now = System.nanoTime();
        List<OpenCall> due = new ArrayList<>();
        for (OpenCall call : calls) {
            if (call.isDue(now)) {
                due.add(call);
            }
        }
        due.forEach(OpenCall::expire);
    }
}
