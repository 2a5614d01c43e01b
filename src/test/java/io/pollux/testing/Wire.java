package io.pollux.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What one POST brings back over a bare socket: every byte, and how the connection ended. HTTP clients hide both.
 *
 * @param bytes head and body, chunk sizes included
 */
record Wire(String bytes, Ending ending) {
    enum Ending {
        FIN,
        RST,
        SILENCE
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Wire post(int port, String path, String key, String body) {
        return post(port, path, key, body, PATIENCE);
    }

    /** After so long without a byte it takes the other side for silent. */
    static Wire post(int port, String path, String key, String body, Duration patience) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nx-goog-api-key: " + key
                + "\r\nConnection: close\r\nContent-Length: " + content.length + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            return drained(socket.getInputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Wire drained(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        Ending ending = Ending.FIN;
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            ending = Ending.SILENCE;
        } catch (SocketException e) {
            ending = Ending.RST;
        }
        return new Wire(all.toString(StandardCharsets.UTF_8), ending);
    }

    String head() {
        return bytes.contains("\r\n\r\n") ? bytes.substring(0, bytes.indexOf("\r\n\r\n")) : bytes;
    }

    /** Chunk sizes included. */
    String body() {
        return bytes.contains("\r\n\r\n") ? bytes.substring(bytes.indexOf("\r\n\r\n") + 4) : "";
    }
}
