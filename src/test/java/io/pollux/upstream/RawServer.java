package io.pollux.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose every byte the test writes itself. One thread for each connection. */
final class RawServer implements AutoCloseable {
    static final String STREAM =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Script script;

    /** @param script plays once for each request; a connection is closed when it throws */
    RawServer(Script script) throws IOException {
        this.script = script;
        start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** How many connections there have been. */
    int accepted() {
        return accepted.get();
    }

    static byte[] chunk(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return (Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            accepted.incrementAndGet();
            open.add(socket);
            start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            while (request(socket.getInputStream())) {
                script.play(socket, socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } finally {
            open.remove(socket);
        }
    }

    private static boolean request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                return false;
            }
            head.append((char) read);
        }
        String text = head.toString().toLowerCase();
        int length = text.indexOf("content-length: ");
        if (length >= 0) {
            String number = text.substring(length + 16, text.indexOf("\r\n", length));
            in.readNBytes(Integer.parseInt(number));
        }
        return true;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                assert closed != null;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** What is written to a client that has sent its request. */
    interface Script {
        void play(Socket socket, OutputStream out) throws IOException;
    }

    private interface Work {
        void run() throws IOException;
    }
}
