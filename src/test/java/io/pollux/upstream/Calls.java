package io.pollux.upstream;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What the tests of the way to Google share. */
final class Calls {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String MODEL = "gemini-2.5-flash";
    static final Secret KEY = Secret.of("AIzaTheKeyOfThisTest0123456789");

    private Calls() {}

    static GeminiCall call(Operation operation) {
        return call(operation, operation == Operation.LIST_MODELS ? "" : MODEL);
    }

    static GeminiCall call(Operation operation, String model) {
        byte[] body = operation.reads() ? new byte[0] : body("hello");
        return new GeminiCall(operation, KeyKind.GEMINI, "v1beta", model, "", Map.of(), body, 0);
    }

    static byte[] body(String text) {
        return ("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Looks again and again until it is so. */
    static void awaitThat(String what, BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            pass(Duration.ofMillis(10));
        }
    }

    /** Lets time pass, where the passing of time is what is tested. */
    static void pass(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody counts down");
        }
    }
}
