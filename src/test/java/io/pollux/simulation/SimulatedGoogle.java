package io.pollux.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;
import io.pollux.sorter.GoogleErrors;
import io.pollux.testing.GoogleError;
import io.pollux.upstream.Upstream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Answers in virtual time, as far as the quotas let it. */
final class SimulatedGoogle implements Upstream {
    private static final byte[] ANSWER =
            ("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"yes\"}]},"
                            + "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":%d,"
                            + "\"candidatesTokenCount\":1,\"totalTokenCount\":%d}}")
                    .getBytes(UTF_8);

    private final VirtualTime time;
    private final GoogleQuotas quotas;
    private final Map<String, String> projects;
    private final Random chance;

    /** @param projects by key */
    SimulatedGoogle(VirtualTime time, GoogleQuotas quotas, Map<String, String> projects, long seed) {
        this.time = time;
        this.quotas = quotas;
        this.projects = projects;
        this.chance = new Random(seed);
    }

    @Override
    public Sending send(GeminiCall call, Secret key, Listener listener) {
        String project = projects.get(key.reveal());
        long tokens = Arrivals.tokens(call.body());
        Optional<GoogleError> refusal = quotas.ask(project, call.model(), tokens, time.now());
        Duration latency = Duration.ofMillis((refusal.isPresent() ? 100 : 600) + chance.nextInt(900));
        time.after(latency, () -> {
            if (refusal.isPresent()) {
                quotas.told(project, call.model(), time.now());
                byte[] body = refusal.get().body().toString().getBytes(UTF_8);
                listener.onFailure(new GoogleErrors(call, key).answer(429, "", body));
            } else {
                listener.onEvent(
                        new String(ANSWER, UTF_8).formatted(tokens, tokens + 1).getBytes(UTF_8));
                listener.onEnd();
            }
        });
        return new Sent();
    }

    private static final class Sent implements Sending {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}

        @Override
        public String egress() {
            return "direct";
        }
    }
}
