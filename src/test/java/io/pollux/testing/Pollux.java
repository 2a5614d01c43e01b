package io.pollux.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pollux as it is shipped, in a server of its own, with a fake Gemini behind it. One is shared by all tests of a JVM,
 * so a test must not use up what the others need: cool-downs belong to a model of the test's own, and there are keys
 * enough for each test to spoil a few.
 */
public final class Pollux implements AutoCloseable {
    public static final String TOKEN = "sk-client-canary-4711";
    public static final String OTHER_TOKEN = "sk-client-canary-4712";
    public static final String ADMINISTRATOR = "sk-admin-canary-4713";

    /** A piece of every key, and of nothing else. */
    public static final String KEY_MARK = "AIzaSyCANARY";

    /** How long it waits for Google: setting TIME_OUT. */
    public static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Path DIRECTORIES = Path.of("target", "shipped").toAbsolutePath();
    private static final int KEYS = 150;

    private final FakeGemini google;
    private final Path directory;
    private final Map<String, String> settings;
    private RunningServer server;

    private Pollux(String name, Map<String, String> special) {
        google = FakeGemini.start();
        directory = DIRECTORIES.resolve(name);
        settings = new HashMap<>(Map.of(
                "BASE_URL",
                google.url() + "/v1beta",
                "API_KEYS",
                list(KEYS),
                "ALLOWED_TOKENS",
                "[\"" + TOKEN + "\",\"" + OTHER_TOKEN + "\"]",
                "AUTH_TOKEN",
                ADMINISTRATOR,
                "POLLUX_DATA_DIR",
                directory.resolve("data").toString(),
                "CHECK_INTERVAL_HOURS",
                "0",
                "MAX_RETRIES",
                "3",
                "TIME_OUT",
                Long.toString(PATIENCE.toSeconds()),
                "POLLUX_MAX_BODY_MB",
                "1"));
        settings.putAll(special);
    }

    /** The one of all tests; it ends with the JVM. */
    public static Pollux shared() {
        return Shared.POLLUX;
    }

    /** One more, for settings that would disturb the others. The caller closes it. */
    public static Pollux start(String name, Map<String, String> special) {
        Pollux pollux = new Pollux(name, special);
        try {
            delete(pollux.directory);
            Files.createDirectories(pollux.directory);
            pollux.run();
            return pollux;
        } catch (RuntimeException | IOException e) {
            pollux.google.close();
            throw new IllegalStateException("Pollux does not start", e);
        }
    }

    public FakeGemini google() {
        return google;
    }

    /** How many keys Pollux would lend now. */
    public int readyKeys() {
        return Bare.send(base(), "GET", "/health", "", "")
                .json()
                .path("readyKeys")
                .asInt(-1);
    }

    public URI base() {
        return server.base();
    }

    public String log() {
        return server.log();
    }

    public Path data() {
        return Path.of(settings.get("POLLUX_DATA_DIR"));
    }

    /** Ends the server as Ctrl-C does; {@link #run} starts it again on the same data. */
    public void stop() {
        server.close();
    }

    public void run() {
        server = RunningServer.start(ServerKind.TOMCAT_10, Jdks.current(), directory.resolve("server"), settings);
    }

    @Override
    public void close() {
        server.close();
        google.close();
    }

    /** So many keys as the setting API_KEYS wants them. */
    public static String list(int count) {
        List<String> keys = IntStream.range(0, count).mapToObj(Pollux::key).toList();
        return "[\"" + String.join("\",\"", keys) + "\"]";
    }

    public static String key(int number) {
        return "%s%027d".formatted(KEY_MARK, number);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static final class Shared {
        private static final Pollux POLLUX = start("shared", Map.of());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(POLLUX::close, "pollux-end"));
        }
    }
}
