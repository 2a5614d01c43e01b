package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP answer as it came over a bare socket, and whether it came to its proper end: HTTP clients repair what they
 * send, and throw away what they have read when the end is missing.
 *
 * @param head status line and headers
 * @param body without the framing of chunks
 * @param whole whether the framing says that this was all
 */
public record Bare(String head, String body, boolean whole) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String END_OF_HEAD = "\r\n\r\n";

    /** A POST of JSON with the token of a client. */
    public static Bare post(URI base, String target, String body) {
        return send(base, "POST", target, "Authorization: Bearer " + Pollux.TOKEN + "\r\n", body);
    }

    /**
     * @param target as it goes onto the request line
     * @param headers each with its line end; Host, Connection and Content-Length are added unless they stand there
     */
    public static Bare send(URI base, String method, String target, String headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n" + headers);
        add(request, "Host", base.getAuthority());
        add(request, "Connection", "close");
        add(request, "Content-Type", "application/json");
        if (content.length > 0 && !headers.contains("Transfer-Encoding")) {
            add(request, "Content-Length", Integer.toString(content.length));
        }
        request.append("\r\n").append(body);
        try (Socket socket = open(base)) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return of(drained(socket.getInputStream()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static Socket open(URI base) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(base.getHost()), base.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    public int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** @throws IllegalArgumentException if the body is not JSON */
    public JsonNode json() {
        return Json.parse(body);
    }

    private static void add(StringBuilder request, String name, String value) {
        if (!request.toString().toLowerCase(Locale.ROOT).contains("\n" + name.toLowerCase(Locale.ROOT) + ":")) {
            request.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static byte[] drained(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketException reset) {
            // What came before it counts.
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    private static Bare of(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.UTF_8);
        assertThat(all)
                .as("no key and no token of another in an answer")
                .doesNotContain(Pollux.KEY_MARK, Pollux.ADMINISTRATOR);
        int end = all.indexOf(END_OF_HEAD);
        assertThat(end).as("an answer with a head: " + all).isPositive();
        String head = all.substring(0, end);
        String rest = all.substring(end + END_OF_HEAD.length());
        return head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
                ? chunked(head, rest.getBytes(StandardCharsets.UTF_8))
                : new Bare(head, rest, true);
    }

    private static Bare chunked(String head, byte[] rest) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = at;
            while (line < rest.length && rest[line] != '\r') {
                line++;
            }
            if (line >= rest.length || line == at) {
                return new Bare(head, body.toString(StandardCharsets.UTF_8), false);
            }
            int size = Integer.parseInt(new String(rest, at, line - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return new Bare(head, body.toString(StandardCharsets.UTF_8), true);
            }
            int there = Math.min(size, rest.length - line - 2);
            body.write(rest, line + 2, Math.max(0, there));
            at = line + 2 + size + 2;
        }
    }
}
