package io.pollux.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A cable to a server on this machine that a test can cut and mend: connections break, and new ones are refused. */
public final class Cable implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> lastWord = new AtomicReference<>("");
    private ServerSocket door;
    private Thread doorman;

    private Cable(int target, ServerSocket door) {
        this.target = target;
        this.port = door.getLocalPort();
        listen(door);
    }

    public static Cable to(int target) {
        return new Cable(target, bound(0));
    }

    /** Where to connect instead of to the server. */
    public int port() {
        return port;
    }

    /** Until the thread that accepts has ended, the operating system may still let one more connection in. */
    public synchronized void cut() {
        quietly(door);
        try {
            doorman.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        ends.forEach(Cable::quietly);
        ends.clear();
    }

    public synchronized void mend() {
        listen(bound(port));
    }

    /** Breaks the one connection on which that word goes to the server next, once it is heard there and answered. */
    public void breakAfter(String word) {
        lastWord.set(word);
    }

    /** Whether the break asked for has been made. */
    public boolean hasBroken() {
        return lastWord.get().isEmpty();
    }

    @Override
    public void close() {
        cut();
    }

    private void listen(ServerSocket opened) {
        door = opened;
        doorman = start(() -> {
            while (!opened.isClosed()) {
                join(opened.accept());
            }
        });
    }

    private void join(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        ends.add(client);
        ends.add(server);
        AtomicBoolean breaking = new AtomicBoolean();
        start(() -> pass(client, server, said -> {
            String word = lastWord.get();
            if (!word.isEmpty() && said.contains(word) && lastWord.compareAndSet(word, "")) {
                breaking.set(true);
            }
        }));
        start(() -> pass(server, client, answer -> {
            if (breaking.get()) {
                quietly(client);
                quietly(server);
            }
        }));
    }

    private static void pass(Socket from, Socket to, Consumer<String> before) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = from.getInputStream().read(buffer);
                n >= 0;
                n = from.getInputStream().read(buffer)) {
            before.accept(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            to.getOutputStream().write(buffer, 0, n);
        }
    }

    private static ServerSocket bound(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException cut) {
                // What this class is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void quietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
