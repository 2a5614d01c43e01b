package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Clients that leave in the middle of a stream, and others that come at the very moment at which a server clears up after
 * one of them: what it still does to the lost connection must not hit the new one.
 */
public final class LeavingClients {
    private static final int CLIENTS = 80;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String NATIVE = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
    private static final String CHAT =
            "{\"model\":\"gemini-2.5-flash\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private LeavingClients() {}

    /**
     * Each client reads the first byte of its answer and leaves; the next one comes as soon as Google has been told.
     *
     * @param base where Pollux runs
     * @param google behind it; its script is taken away
     */
    public static void check(URI base, String token, FakeGemini google) {
        int unanswered = 0;
        for (int client = 0; client < CLIENTS; client++) {
            google.reset();
            google.when().answer(Answers.text("x".repeat(300), 300).betweenEvents(Duration.ofMillis(20)));
            unanswered += client % 2 == 0
                    ? visit(base, token, "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", NATIVE)
                    : visit(base, token, "/v1/chat/completions", CHAT);
            ReceivedCall call = google.awaitCalls(1, SOON).get(0);
            assertThat(call.awaitEnd(SOON)).isEqualTo(ReceivedCall.End.CLIENT_LEFT);
        }
        assertThat(unanswered).as("of %d clients", CLIENTS).isZero();
    }

    /** Returns 1 if the answer does not begin. */
    private static int visit(URI base, String token, String path, String body) {
        try (Socket socket = Bare.open(base)) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nx-api-key: " + token
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H' ? 0 : 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
