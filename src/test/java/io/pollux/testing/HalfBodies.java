package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that send half of a body and then nothing, and one that sends all of it meanwhile. */
public final class HalfBodies {
    private static final int CLIENTS = 200;
    private static final int CALLS = 3;
    private static final List<String> PAGES = List.of("/auth", "/keys", "/", "/nothing", "/health", "/login.xhtml");
    private static final Duration PROMPT = Duration.ofSeconds(1);
    private static final String NATIVE = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";
    private static final String CHAT =
            "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private final URI base;
    private final String token;
    private final HttpClient other = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private HalfBodies(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * Holds 200 bodies half sent and shows that another client's call is answered within a second, and that the slow
     * ones are answered too as soon as the rest of their bodies comes. Then the same with callers whom nobody knows.
     *
     * @param base where Pollux runs, with a Gemini behind it that answers at once
     */
    public static void check(URI base, String token) {
        HalfBodies check = new HalfBodies(base, token);
        attempt(() -> {
            check.run(token, 200);
            check.run("sk-nobody", 401);
        });
    }

    /** The same with half forms for the pages. */
    public static void checkPages(URI base, String token) {
        attempt(new HalfBodies(base, token)::runAtPages);
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void run(String presented, int status) throws IOException, InterruptedException {
        assertThat(call()).as("a call before the slow clients come").isNotNegative();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                slow.add(half(i, presented));
            }
            callIsPrompt();
            finish(slow.get(0), 0, status);
            finish(slow.get(CLIENTS - 1), CLIENTS - 1, status);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** A page reads its form on a thread, so only a few of them may wait for theirs. */
    private void runAtPages() throws IOException, InterruptedException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = new Socket(InetAddress.getByName(base.getHost()), base.getPort());
                slow.add(socket);
                write(
                        socket,
                        "POST %s HTTP/1.1\r\nHost: %s\r\n".formatted(PAGES.get(i % PAGES.size()), base.getAuthority())
                                + "Content-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 50\r\n\r\n"
                                + "auth_token=");
            }
            callIsPrompt();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private void callIsPrompt() throws IOException, InterruptedException {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < CALLS && fastest > PROMPT.toMillis(); i++) {
            fastest = Math.min(fastest, call());
        }
        assertThat(fastest)
                .as("milliseconds of a call beside %d half bodies", CLIENTS)
                .isLessThanOrEqualTo(PROMPT.toMillis());
    }

    private long call() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(CHAT))
                .build();
        long begin = System.nanoTime();
        HttpResponse<String> response = other.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    private Socket half(int i, String presented) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(base.getHost()), base.getPort());
        socket.setSoTimeout(20_000);
        String head = "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n"
                .formatted(path(i), base.getAuthority(), presented);
        String rest = "Content-Type: application/json\r\nContent-Length: " + body(i).length() + "\r\n\r\n";
        write(socket, head + rest + body(i).substring(0, body(i).length() / 2));
        return socket;
    }

    private static void finish(Socket socket, int i, int status) throws IOException {
        write(socket, body(i).substring(body(i).length() / 2));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).as("the answer to a slow client").startsWith("HTTP/1.1 " + status);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String path(int i) {
        return i % 2 == 0 ? "/v1/chat/completions" : "/v1beta/models/gemini-2.5-flash:generateContent";
    }

    private static String body(int i) {
        return i % 2 == 0 ? CHAT : NATIVE;
    }
}
