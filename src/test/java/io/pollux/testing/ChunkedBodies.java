package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Clients that do not say how long their bodies are, and send them in packets that end anywhere. */
public final class ChunkedBodies {
    private static final int CLIENTS = 4;
    private static final int CALLS = Integer.getInteger("pollux.chunked.calls", 100);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LONGEST_PAUSE_MICROS = 1_500;
    private static final String LAST = "0\r\n\r\n";

    private final URI base;
    private final String token;
    private final Random chance;
    private final String name;

    private ChunkedBodies(URI base, String token, int client) {
        this.base = base;
        this.token = token;
        this.chance = new Random(client);
        this.name = "client-" + client;
    }

    /**
     * Makes some hundred calls on four connections and shows that each is heard to its end and answered.
     *
     * @param base where Pollux runs, with a Gemini behind it that repeats what it was asked
     */
    public static void check(URI base, String token) {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<String>> results = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> clients.submit(() -> new ChunkedBodies(base, token, client).run()))
                    .toList();
            for (Future<String> result : results) {
                assertThat(result.get()).isEmpty();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            clients.shutdownNow();
        }
    }

    /** Returns what went wrong, one line for each call. */
    private String run() throws IOException {
        StringBuilder wrong = new StringBuilder();
        for (int call = 0; call < CALLS; ) {
            try (Socket socket = Bare.open(base)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                for (boolean open = true; open && call < CALLS; call++) {
                    open = call(socket, in, call, wrong);
                }
            }
        }
        return wrong.toString();
    }

    private boolean call(Socket socket, InputStream in, int call, StringBuilder wrong) throws IOException {
        String text = name + "-call-" + call + "-" + "x".repeat(chance.nextInt(3_000)) + "-end";
        List<String> packets = packets(call, text);
        for (String packet : packets) {
            socket.getOutputStream().write(packet.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(chance.nextInt(LONGEST_PAUSE_MICROS)));
        }
        try {
            String answer = answer(in);
            if (!answer.startsWith("HTTP/1.1 200") || !answer.contains(text)) {
                wrong.append(name)
                        .append(" way ")
                        .append(call % 6)
                        .append(": ")
                        .append(answer, 0, Math.min(answer.length(), 600))
                        .append('\n');
            }
            return !answer.toLowerCase(Locale.ROOT).contains("connection: close");
        } catch (SocketTimeoutException | EOFException unheard) {
            wrong.append(name)
                    .append(" way ")
                    .append(call % 6)
                    .append(": ")
                    .append(unheard)
                    .append('\n');
            return false;
        }
    }

    private List<String> packets(int call, String text) {
        String head = "POST /v1beta/models/gemini-2.5-flash:generateContent HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nx-goog-api-key: " + token
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}]}";
        int middle = 1 + chance.nextInt(body.length() - 1);
        String first = chunk(body.substring(0, middle));
        String second = chunk(body.substring(middle));
        int cut = 1 + chance.nextInt(second.length() + LAST.length() - 1);
        return switch (call % 6) {
            case 0 -> List.of(head, first, second, LAST);
            case 1 -> List.of(head, first + second + LAST);
            case 2 -> List.of(head + first, second + LAST);
            case 3 -> List.of(head, first, second + LAST);
            case 4 -> List.of(head + first + second, LAST);
            default -> List.of(head, first + (second + LAST).substring(0, cut), (second + LAST).substring(cut));
        };
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder all = new StringBuilder();
        int length = 0;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            all.append(line).append('\n');
            String header = line.toLowerCase(Locale.ROOT);
            chunked |= header.equals("transfer-encoding: chunked");
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (!chunked) {
            return all.append(text(in, length)).toString();
        }
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            all.append(text(in, size)).append(line(in));
        }
        line(in);
        return all.toString();
    }

    private static String text(InputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection ends before the answer does");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
