package io.pollux.upstream;

import io.netty.buffer.Unpooled;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;
import io.pollux.sorter.GoogleErrors;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * One call from the first connection attempt to its one ending. Everything happens on its lane's thread, but for the
 * methods of {@link Upstream.Sending}, which leave a wish in a volatile field and let the lane look at it.
 */
final class OpenCall implements Upstream.Sending {
    private static final System.Logger LOG = System.getLogger(OpenCall.class.getName());

    private final Lane lane;
    private final Plan plan;
    private final Passage passage;
    private final GeminiCall call;
    private final Optional<Secret> key;
    private final Upstream.Listener listener;

    /** Set once, by the ending or by {@link #cancel()}; after it the listener hears nothing. */
    private volatile boolean over;

    private volatile boolean pauseWished;

    private WayOut way;
    private HttpClientRequest request;
    private HttpClientResponse response;
    private Answer answer;
    private Failure heldBack;
    private long beganAt;
    private long lastByteAt;
    private boolean paused;
    private boolean complete;

    /** @param key absent for a call that only asks whether the way leads to Google */
    OpenCall(Lane lane, Plan plan, Passage passage, GeminiCall call, Optional<Secret> key, Upstream.Listener listener) {
        this.lane = lane;
        this.plan = plan;
        this.passage = passage;
        this.call = call;
        this.key = key;
        this.listener = listener;
    }

    /** Sends the call from its lane; when Pollux has stopped, says so in the caller's thread. */
    void begin() {
        if (!lane.run(() -> guarded(this::dial))) {
            stop();
        }
    }

    @Override
    public void pause() {
        pauseWished = true;
        follow();
    }

    @Override
    public void resume() {
        pauseWished = false;
        follow();
    }

    @Override
    public void cancel() {
        over = true;
        lane.run(this::release);
    }

    @Override
    public String egress() {
        return passage.egress().label();
    }

    boolean isDue(long now) {
        long age = now - beganAt;
        if (age > plan.total(call.operation()).toNanos()) {
            return true;
        }
        if (request == null) {
            return age > plan.connect().toNanos();
        }
        return !paused && now - lastByteAt > plan.silence().toNanos();
    }

    /** A deadline has passed. */
    void expire() {
        boolean endless =
                System.nanoTime() - beganAt > plan.total(call.operation()).toNanos();
        if (request == null && !endless) {
            fail(Broken.unconnected(plan.connect()));
            return;
        }
        Failure overdue = endless ? Broken.endless(plan.total(call.operation())) : Broken.silent(plan.silence());
        fail(answer == null ? overdue : answer.broken(overdue));
    }

    void stop() {
        fail(Broken.stopping());
    }

    private void dial() {
        if (over) {
            return;
        }
        if (lane.stopped()) {
            throw new FailureException(Broken.stopping());
        }
        if (passage.barred().isPresent()) {
            throw new FailureException(passage.barred().get());
        }
        Dial dial = new Dial(plan, passage.egress(), lane.names());
        RequestOptions options = dial.options(call, key);
        beganAt = System.nanoTime();
        passage.begins();
        way = lane.enter(this, plan, passage.egress());
        dial.connect(way.client(), options)
                .onSuccess(connection -> guarded(() -> connected(connection)))
                .onFailure(cause -> fail(Broken.beforeAnswer(cause)));
    }

    private void connected(HttpClientRequest connected) {
        // Said again by the response's future; without a handler Vert.x logs it
        connected.exceptionHandler(known -> {});
        if (over) {
            connected.reset();
            return;
        }
        request = connected;
        lastByteAt = System.nanoTime();
        connected.response().onSuccess(this::answered).onFailure(cause -> fail(Broken.beforeAnswer(cause)));
        (call.operation().reads() ? connected.end() : connected.end(wrapped(call.body())))
                .onSuccess(written -> lastByteAt = System.nanoTime());
    }

    private void answered(HttpClientResponse head) {
        if (over) {
            return;
        }
        response = head;
        lastByteAt = System.nanoTime();
        answer = answer(head);
        head.exceptionHandler(this::broken);
        head.endHandler(end -> guarded(this::ended));
        head.handler(bytes -> guarded(() -> read(bytes)));
        follow();
    }

    private Answer answer(HttpClientResponse head) {
        GoogleErrors errors = key.map(sent -> new GoogleErrors(call, sent)).orElseGet(() -> new GoogleErrors(call));
        if (head.statusCode() < 200 || head.statusCode() > 299) {
            String retryAfter = head.getHeader("retry-after");
            return Answer.refused(errors, head.statusCode(), retryAfter == null ? "" : retryAfter);
        }
        passage.served();
        return call.operation().streams() ? Answer.streamed(errors, this::event) : Answer.whole(this::event);
    }

    private void read(Buffer bytes) {
        if (!over) {
            lastByteAt = System.nanoTime();
            answer.read(bytes.getBytes());
        }
    }

    private void event(byte[] json) {
        if (!over) {
            listener.onEvent(json);
        }
    }

    private void ended() {
        if (over) {
            return;
        }
        complete = true;
        answer.end().ifPresentOrElse(this::fail, this::succeed);
    }

    /** The bytes that had come before the break are heard before it, also when they wait for a slow listener. */
    private void broken(Throwable cause) {
        if (over) {
            return;
        }
        heldBack = answer.broken(Broken.cut());
        if (!paused) {
            fail(heldBack);
        }
    }

    private void follow() {
        if (lane.here()) {
            applyPause();
        } else {
            lane.run(this::applyPause);
        }
    }

    private void applyPause() {
        if (over || response == null || paused == pauseWished || !answer.waits()) {
            return;
        }
        paused = pauseWished;
        if (paused) {
            response.pause();
            return;
        }
        lastByteAt = System.nanoTime();
        response.resume();
        if (heldBack != null) {
            lane.run(() -> {
                if (!paused) {
                    fail(heldBack);
                }
            });
        }
    }

    private void succeed() {
        if (over) {
            return;
        }
        over = true;
        release();
        listener.onEnd();
    }

    private void fail(Failure failure) {
        if (over) {
            return;
        }
        over = true;
        release();
        try {
            listener.onFailure(passage.failed(failure, response == null ? 0 : response.statusCode()));
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "The failure of a call to Google was not taken", unexpected);
        }
    }

    /** Gives back what the call held. A connection with bytes of the call still to come is of no use to another one. */
    private void release() {
        if (way == null) {
            return;
        }
        WayOut left = way;
        way = null;
        lane.leave(this);
        if (request != null && !complete) {
            request.reset();
        }
        left.leave();
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (FailureException known) {
            fail(known.failure());
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "A call to Google failed here", unexpected);
            fail(Broken.ours());
        }
    }

    /** Not copied: a body may have a hundred megabytes. */
    @SuppressWarnings("deprecation")
    private static Buffer wrapped(byte[] body) {
        return Buffer.buffer(Unpooled.wrappedBuffer(body));
    }
}
