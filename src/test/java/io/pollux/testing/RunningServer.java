package io.pollux.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server process with Pollux in it, on 127.0.0.1. */
public final class RunningServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);
    private static final String REDEPLOYING = "-Dpollux.test.redeploying=true";

    private final ServerKind kind;
    private final Path directory;
    private final Path log;
    private final URI base;
    private final Process process;

    private RunningServer(ServerKind kind, Path directory, Path log, URI base, Process process) {
        this.kind = kind;
        this.directory = directory;
        this.log = log;
        this.base = base;
        this.process = process;
    }

    /**
     * Starts a server and waits until {@code /health} answers 200.
     *
     * @param directory a folder for this instance alone
     * @param javaHome the JDK to run on
     * @param settings what Pollux reads from its environment
     */
    public static RunningServer start(ServerKind kind, Path javaHome, Path directory, Map<String, String> settings) {
        RunningServer server = launch(kind, javaHome, directory, settings, List.of("-Xmx512m"));
        server.awaitHealth(200);
        return server;
    }

    /** As {@link #start}, but returns at once, for a start that is meant to fail. */
    public static RunningServer begin(ServerKind kind, Path javaHome, Path directory, Map<String, String> settings) {
        return launch(kind, javaHome, directory, settings, List.of("-Xmx512m"));
    }

    /** As {@link #start}, ready for {@link #redeploy()}. */
    public static RunningServer startForRedeploys(
            ServerKind kind, Path javaHome, Path directory, Map<String, String> settings) {
        // What only soft references hold is no leak, but would look like one until memory is short.
        RunningServer server = launch(
                kind, javaHome, directory, settings, List.of("-Xmx512m", "-XX:SoftRefLRUPolicyMSPerMB=0", REDEPLOYING));
        server.awaitHealth(200);
        return server;
    }

    private static RunningServer launch(
            ServerKind kind, Path javaHome, Path directory, Map<String, String> settings, List<String> jvmOptions) {
        int port = Ports.free();
        if (!Files.exists(directory)) {
            kind.install(directory);
        }
        try {
            kind.listenOn(directory, port);
            Path log = directory.resolve("server.log");
            List<String> plain = kind.command(directory, port, jvmOptions);
            List<String> command =
                    new ArrayList<>(jvmOptions.contains(REDEPLOYING) ? kind.redeploying(directory, plain) : plain);
            command.set(0, javaHome.resolve("bin/java").toString());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(settings);
            URI base = URI.create("http://127.0.0.1:" + port);
            return new RunningServer(kind, directory, log, base, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI base() {
        return base;
    }

    public ServerKind kind() {
        return kind;
    }

    public long pid() {
        return process.pid();
    }

    public Path directory() {
        return directory;
    }

    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void redeploy() {
        try {
            kind.redeploy(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void undeploy() {
        try {
            kind.undeploy(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code /health} answers with that status. */
    public void awaitHealth(int status) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (status(client, request) == status) {
                return;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException(kind + " has ended:\n" + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        close();
        throw new IllegalStateException(kind + " does not answer " + status + " on /health:\n" + log());
    }

    private static int status(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks the server to stop, as Ctrl-C does, and waits for its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
