package io.pollux.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The proxy to compare with: nginx from the machine, else from Debian's package, with a configuration of its own. */
final class Nginx implements AutoCloseable {
    private static final List<String> PLACES =
            List.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/nginx/sbin/nginx");
    private static final String CONFIGURATION = """
            daemon off;
            %USER%
            worker_processes %CORES%;
            worker_rlimit_nofile %FILES%;
            pid nginx.pid;
            error_log error.log warn;
            events { worker_connections 16384; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                keepalive_requests 1000000000;
                upstream bench {
                    server 127.0.0.1:%UPSTREAM%;
                    keepalive 512;
                    keepalive_requests 1000000000;
                }
                server {
                    listen 127.0.0.1:%PORT% backlog=4096;
                    location / {
                        proxy_pass http://bench;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_buffering off;
                        proxy_read_timeout 300s;
                    }
                }
            }
            """;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param directory a new one, for this instance alone */
    static Nginx start(Path directory, int upstreamPort) {
        try {
            Path binary = installed();
            Files.createDirectories(directory);
            int port = freePort();
            Files.writeString(
                    directory.resolve("nginx.conf"), configuration(port, upstreamPort), StandardCharsets.UTF_8);
            Process process = new ProcessBuilder(
                            binary.toString(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.log").toFile())
                    .start();
            Nginx nginx = new Nginx(process, port);
            nginx.await(directory);
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Proxy proxy() {
        return new Proxy("nginx", port, process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private void await(Path directory) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        close();
        throw new IllegalStateException("nginx does not start; see the files in " + directory);
    }

    private static String configuration(int port, int upstreamPort) {
        // Its workers would give up root for a user who may not write into this directory.
        return CONFIGURATION
                .replace("%USER%", isRoot() ? "user root;" : "")
                .replace("%CORES%", Integer.toString(Runtime.getRuntime().availableProcessors()))
                .replace("%FILES%", Long.toString(Math.min(Kernel.mostFiles(), 65_536)))
                .replace("%UPSTREAM%", Integer.toString(upstreamPort))
                .replace("%PORT%", Integer.toString(port));
    }

    private static Path installed() throws IOException {
        if (find().findFirst().isEmpty() && isRoot() && Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            run("apt-get", "update", "-qq");
            run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx");
        }
        return find().findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The benchmark needs nginx in one of " + PLACES + "; on Debian: apt-get install nginx"));
    }

    private static Stream<Path> find() {
        return PLACES.stream().map(Path::of).filter(Files::isExecutable);
    }

    private static void run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        // Debian's package would start a server of its own.
        builder.environment().put("RUNLEVEL", "1");
        Process process = builder.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
