package io.pollux.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@link Upstream} in a process of its own. */
final class UpstreamProcess implements AutoCloseable {
    private static final Pattern LEFT = Pattern.compile("\"left\":(\\d+)");

    private final Process process;
    private final int port;

    private UpstreamProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param port 0 for any */
    static UpstreamProcess start(int port) {
        try {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Upstream.class.getName(),
                            Integer.toString(port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            return new UpstreamProcess(process, Integer.parseInt(said.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** How many streams have lost their readers since the start. */
    int left() {
        try (var in =
                URI.create("http://127.0.0.1:" + port + "/statistics").toURL().openStream()) {
            Matcher found = LEFT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (!found.find()) {
                throw new IllegalStateException("the upstream has no statistics");
            }
            return Integer.parseInt(found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It ends when nobody can write to it any more. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
