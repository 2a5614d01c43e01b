package io.pollux.housekeeping;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;
import io.pollux.upstream.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A way to Google that does what it is told, within the call or later. */
final class ScriptedUpstream implements Upstream {
    final List<Sent> sent = new ArrayList<>();
    private BiConsumer<Secret, Listener> script;

    private ScriptedUpstream(BiConsumer<Secret, Listener> script) {
        this.script = script;
    }

    static ScriptedUpstream answering() {
        return new ScriptedUpstream((key, listener) -> answer(listener));
    }

    static ScriptedUpstream failing(Failure failure) {
        return new ScriptedUpstream((key, listener) -> listener.onFailure(failure));
    }

    static ScriptedUpstream silent() {
        return new ScriptedUpstream((key, listener) -> {});
    }

    static void answer(Listener listener) {
        listener.onEvent(new byte[] {'{', '}'});
        listener.onEnd();
    }

    void becomes(ScriptedUpstream other) {
        script = other.script;
    }

    @Override
    public Sending send(GeminiCall call, Secret key, Listener listener) {
        Sent sending = new Sent(call, key, listener);
        sent.add(sending);
        script.accept(key, listener);
        return sending;
    }

    static final class Sent implements Sending {
        final GeminiCall call;
        final Secret key;
        final Listener listener;
        boolean cancelled;

        Sent(GeminiCall call, Secret key, Listener listener) {
            this.call = call;
            this.key = key;
            this.listener = listener;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public String egress() {
            return "direct";
        }
    }
}
