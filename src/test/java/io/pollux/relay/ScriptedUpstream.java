package io.pollux.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;
import io.pollux.upstream.Upstream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A Google that says what the test makes it say, by hand or at once when it is called. */
final class ScriptedUpstream implements Upstream {
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private Consumer<Sent> script = call -> {};

    /** What is done with each call before {@code send} returns. */
    void onSend(Consumer<Sent> newScript) {
        script = newScript;
    }

    @Override
    public Sending send(GeminiCall call, Secret key, Listener listener) {
        Sent sending = new Sent(call, key, listener);
        sent.add(sending);
        script.accept(sending);
        return sending;
    }

    List<Sent> sent() {
        return sent;
    }

    Sent last() {
        return sent.get(sent.size() - 1);
    }

    int calls() {
        return sent.size();
    }

    /** One call that has arrived. */
    static final class Sent implements Sending {
        final GeminiCall call;
        final Secret key;
        private final Listener listener;
        private volatile boolean paused;
        private volatile boolean ended;
        private final AtomicInteger cancels = new AtomicInteger();
        private int pauses;
        private int resumes;

        Sent(GeminiCall call, Secret key, Listener listener) {
            this.call = call;
            this.key = key;
            this.listener = listener;
        }

        Sent event(String... events) {
            for (String event : events) {
                listener.onEvent(event.getBytes(UTF_8));
            }
            return this;
        }

        void end() {
            ended = true;
            listener.onEnd();
        }

        void fail(Failure failure) {
            ended = true;
            listener.onFailure(failure);
        }

        @Override
        public void pause() {
            paused = true;
            pauses++;
        }

        @Override
        public void resume() {
            paused = false;
            resumes++;
        }

        @Override
        public void cancel() {
            cancels.incrementAndGet();
        }

        @Override
        public String egress() {
            return "direct";
        }

        boolean paused() {
            return paused;
        }

        int pauses() {
            return pauses;
        }

        int resumes() {
            return resumes;
        }

        boolean cancelled() {
            return cancels.get() > 0;
        }

        /** Neither said its last word nor was told to stop: such a call holds a connection. */
        boolean open() {
            return !ended && !cancelled();
        }
    }
}
