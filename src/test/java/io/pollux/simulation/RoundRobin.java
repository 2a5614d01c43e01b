package io.pollux.simulation;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.keys.StoredKey;
import io.pollux.upstream.Upstream;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** What a gateway without a memory does: the next key, and after a refusal the one after it. */
final class RoundRobin {
    private final Upstream google;
    private final List<StoredKey> keys;
    private final int attempts;
    private int turn;

    RoundRobin(Upstream google, List<StoredKey> keys, int attempts) {
        this.google = google;
        this.keys = keys;
        this.attempts = attempts;
    }

    /** @param ended hears the status that the client gets */
    void call(Arrivals call, IntConsumer ended) {
        GeminiCall request = new GeminiCall(
                Operation.GENERATE, KeyKind.GEMINI, "v1beta", call.model(), "", Map.of(), call.body(), 0);
        attempt(request, attempts, ended);
    }

    private void attempt(GeminiCall request, int left, IntConsumer ended) {
        StoredKey key = keys.get(turn++ % keys.size());
        google.send(request, key.secret(), new Upstream.Listener() {
            @Override
            public void onEvent(byte[] json) {}

            @Override
            public void onEnd() {
                ended.accept(200);
            }

            @Override
            public void onFailure(Failure failure) {
                if (left > 1) {
                    attempt(request, left - 1, ended);
                } else {
                    ended.accept(failure.report().status());
                }
            }
        });
    }
}
