package io.pollux.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.FakeGemini;
import io.pollux.testing.Jdks;
import io.pollux.testing.RunningServer;
import io.pollux.testing.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A WAR that is deployed again and again must leave nothing behind. */
class RedeployCheck {
    private static final int TIMES = Integer.getInteger("pollux.redeploys", 10);
    private static final int MANY = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TOKEN = "sk-redeploy-client-token";
    private static final String READY = "Pollux is ready";

    /** Its class is loaded once by each class loader of the WAR, and no container makes a proxy of it. */
    private static final String WITNESS = "io.pollux.exchange.Secret";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @ParameterizedTest
    @EnumSource
    void tenRedeploysLeaveNoClassLoaderAndNoThreadBehind(ServerKind kind) throws Exception {
        Path directory = Path.of("target", "redeploy", kind.name().toLowerCase(Locale.ROOT))
                .toAbsolutePath();
        try (FakeGemini fake = FakeGemini.start();
                RunningServer server = start(kind, directory, fake)) {
            for (int time = 1; time <= TIMES; time++) {
                use(server);
                server.redeploy();
                awaitDeployments(server, time + 1);
            }
            use(server);
            useByMany(server);
            await(() -> loaders(server) <= 2, () -> loaders(server) + " class loaders are alive after ten redeploys");

            assertThat(server.log()).doesNotContain("Closing failed", "WELD-000019");
            server.undeploy();
            await(() -> threads(server).isEmpty(), () -> "still running: " + threads(server));
        }
    }

    /**
     * So that each of the server's own threads gets something newer to do: WildFly's idle pool threads keep the task that
     * they ran last on their stacks, and with it the deployment of that time (seen in a heap dump: JBoss Threads'
     * EnhancedQueueExecutor).
     */
    private static void useByMany(RunningServer server) throws InterruptedException {
        ExecutorService many = Executors.newFixedThreadPool(MANY);
        try {
            many.invokeAll(Collections.nCopies(MANY * 10, () -> status(request(server, "/login"))));
        } finally {
            many.shutdownNow();
        }
    }

    private static RunningServer start(ServerKind kind, Path directory, FakeGemini fake) {
        return RunningServer.startForRedeploys(
                kind,
                Jdks.current(),
                directory,
                Map.of(
                        "BASE_URL",
                        fake.url() + "/v1beta",
                        "API_KEYS",
                        "AIzaSyRedeploy-key-of-the-suite-0000001",
                        "ALLOWED_TOKENS",
                        TOKEN,
                        "AUTH_TOKEN",
                        "sk-redeploy-administrator-token",
                        "POLLUX_DATA_DIR",
                        directory.resolve("data").toString()));
    }

    /** Whatever holds on to a class loader is made by use: event loops, connections, sessions, a page's beans. */
    private static void use(RunningServer server) throws IOException, InterruptedException {
        String model = "/v1beta/models/gemini-2.5-flash:";
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}";
        for (String call : List.of("generateContent", "streamGenerateContent?alt=sse", "countTokens")) {
            assertThat(status(request(server, model + call)
                            .header("x-goog-api-key", TOKEN)
                            .POST(BodyPublishers.ofString(body))))
                    .isEqualTo(200);
        }
        assertThat(status(request(server, "/v1/chat/completions")
                        .header("Authorization", "Bearer " + TOKEN)
                        .POST(BodyPublishers.ofString("{\"model\":\"gemini-2.5-flash\",\"stream\":true,\"messages\":"
                                + "[{\"role\":\"user\",\"content\":\"hi\"}]}"))))
                .isEqualTo(200);
        assertThat(status(request(server, "/login"))).isEqualTo(200);
    }

    private static HttpRequest.Builder request(RunningServer server, String path) {
        return HttpRequest.newBuilder(server.base().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private static void awaitDeployments(RunningServer server, int count) {
        await(
                () -> server.log().lines().filter(line -> line.contains(READY)).count() == count,
                () -> "deployment " + count + " is not there:\n" + server.log());
        server.awaitHealth(200);
    }

    private static long loaders(RunningServer server) {
        jcmd(server, "GC.run");
        return jcmd(server, "VM.class_hierarchy", WITNESS)
                .lines()
                .filter(line -> line.contains(WITNESS + "/"))
                .count();
    }

    /** Ours and those of the libraries in the WAR. A server has some of them itself, under names of its own. */
    private static List<String> threads(RunningServer server) {
        return jcmd(server, "Thread.print")
                .lines()
                .filter(line ->
                        line.matches("\"(pollux|vert\\.x|[hH]ikari|H2 |MVStore|Generate Hash|netty|globalEventExecutor|"
                                + "ObjectCleaner|mariadb|MariaDb|Abandoned connection).*"))
                .map(line -> line.substring(0, line.indexOf('"', 1) + 1))
                .sorted()
                .toList();
    }

    private static String jcmd(RunningServer server, String... command) {
        List<String> line =
                new ArrayList<>(List.of(Jdks.current().resolve("bin/jcmd").toString(), Long.toString(server.pid())));
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier state, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
