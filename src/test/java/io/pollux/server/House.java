package io.pollux.server;

import io.pollux.testing.FakeGemini;
import io.pollux.testing.Jdks;
import io.pollux.testing.RunningServer;
import io.pollux.testing.ServerKind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A Tomcat with Pollux that is started several times on the same data, each time with other settings. */
record House(Path directory, FakeGemini google) {
    static final String TOKEN = "sk-client-of-the-house-0001";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    static House named(String name, FakeGemini google) {
        return new House(Path.of("target", "house", name).toAbsolutePath(), google);
    }

    Path data() {
        return directory.resolve("data");
    }

    /** With Pollux ready for calls. */
    RunningServer start(Map<String, String> special) {
        RunningServer server = begin(special);
        try {
            server.awaitHealth(200);
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** With Pollux in whatever state. */
    RunningServer begin(Map<String, String> special) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "BASE_URL",
                google.url() + "/v1beta",
                "ALLOWED_TOKENS",
                TOKEN,
                "POLLUX_DATA_DIR",
                data().toString(),
                "CHECK_INTERVAL_HOURS",
                "0"));
        settings.putAll(special);
        return RunningServer.begin(ServerKind.TOMCAT_10, Jdks.current(), directory.resolve("server"), settings);
    }

    /** A model call's status. */
    static int call(RunningServer server) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        server.base().resolve("/v1beta/models/gemini-2.5-flash:generateContent"))
                .timeout(Duration.ofSeconds(30))
                .header("x-goog-api-key", TOKEN)
                .POST(BodyPublishers.ofString("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}"))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    static int get(RunningServer server, String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.base().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("x-goog-api-key", token)
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** Status and body of {@code /health}, as one text; empty while the server does not answer. */
    static String health(RunningServer server) {
        HttpRequest request = HttpRequest.newBuilder(server.base().resolve("/health"))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void await(BooleanSupplier state, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
