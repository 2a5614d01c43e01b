package io.pollux.bench;

import io.pollux.bench.StreamCase.Strain;
import io.pollux.testing.Jdks;
import io.pollux.testing.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures Pollux and nginx in turn, between the same load and the same upstream, and prints tables. Everything is on
 * 127.0.0.1, and ends with this.
 *
 * <p>Pollux translates each request and answer between OpenAI and Gemini; nginx passes bytes on. So the ratio tells what
 * the whole gateway costs, not what it could save.
 */
public final class Bench {
    static final Map<String, Case> CASES = cases();

    private static final int KEYS = 8;
    /** Two for each stream, and some more. */
    private static final long FILES = 2L * OpenCase.STREAMS + 500;

    private Bench() {}

    /** One table's worth. */
    interface Case {
        Table measure(Site site);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.ofSystem();
        if (options.cases().contains("open") && Kernel.mostFiles() < FILES) {
            throw new IllegalStateException("The case 'open' needs " + FILES + " files; see ulimit -n");
        }
        Path directory = Files.createDirectories(Path.of("target", "bench")).toAbsolutePath();
        Path own = Files.createTempDirectory(directory, "run-");
        try (UpstreamProcess upstream = UpstreamProcess.start(options.upstream());
                Nginx nginx = Nginx.start(own.resolve("nginx"), upstream.port());
                RunningServer server = RunningServer.start(
                        options.server(), Jdks.current(), own.resolve("server"), settings(own, upstream, options))) {
            Proxy pollux = new Proxy(
                    "Pollux",
                    server.base().getPort(),
                    ProcessHandle.of(server.pid()).orElseThrow());
            Site site = new Site(nginx.proxy(), pollux, options.also(), upstream, options);
            for (Proxy proxy : site.proxies()) {
                check(proxy);
            }
            measure(site);
        }
    }

    private static Map<String, Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("chat", new ChatCase());
        cases.put("streams", new StreamCase(300, Strain.EASY));
        cases.put("many", new StreamCase(1000, Strain.HARD));
        cases.put("open", new OpenCase());
        cases.put("leave", new LeaveCase());
        return cases;
    }

    private static void measure(Site site) {
        StringBuilder tables = new StringBuilder();
        for (String name : site.options().cases()) {
            System.out.println(name + ": " + Instant.now());
            tables.append(CASES.get(name).measure(site)).append(System.lineSeparator());
        }
        System.out.printf(
                "%n## Pollux on %s, %d processors, Java %s%n%n%s",
                site.options().server(), Runtime.getRuntime().availableProcessors(), Runtime.version(), tables);
    }

    private static Map<String, String> settings(Path directory, UpstreamProcess upstream, Options options) {
        Map<String, String> settings = new HashMap<>();
        settings.put("BASE_URL", "http://127.0.0.1:" + upstream.port() + "/v1beta");
        settings.put("API_KEYS", IntStream.range(0, KEYS).mapToObj(Bench::key).collect(Collectors.joining(",")));
        settings.put("ALLOWED_TOKENS", Request.TOKEN);
        settings.put("POLLUX_DATA_DIR", directory.resolve("data").toString());
        if (!options.jvm().isEmpty()) {
            settings.put("JAVA_TOOL_OPTIONS", options.jvm());
        }
        return settings;
    }

    private static String key(int number) {
        return "AIzaSy-bench-" + number + "-000000000000000000000000";
    }

    /** Before it is measured how fast the answers come: do they come at all? */
    private static void check(Proxy proxy) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + Request.PATH))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + Request.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Request.body("gemini-2.5-flash", "")))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains(Speech.TEXT)) {
            throw new IllegalStateException(proxy.name() + " answers " + answer.statusCode() + ": " + answer.body());
        }
    }
}
