package io.pollux.upstream;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on this machine that asks for a user and a password and writes down where it was sent. */
final class ProxyServer implements AutoCloseable {
    private static final String USER = "u@ser";
    private static final String PASSWORD = "p:a ss";

    private final ServerSocket server;
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final String scheme;
    private final Thread door;

    private ProxyServer(String scheme, int port) throws IOException {
        this.scheme = scheme;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        this.door = background(this::accept);
    }

    static ProxyServer http() throws IOException {
        return new ProxyServer("http", 0);
    }

    static ProxyServer socks5() throws IOException {
        return new ProxyServer("socks5", 0);
    }

    /** The same proxy after it was closed, at the same place. */
    ProxyServer again() throws IOException {
        return new ProxyServer(scheme, server.getLocalPort());
    }

    /** A line for PROXIES that opens the proxy. */
    String line() {
        return scheme + "://u%40ser:p%3Aa%20ss@127.0.0.1:" + server.getLocalPort();
    }

    /** One with a password that does not. */
    String wrongLine() {
        return scheme + "://u%40ser:wrong@127.0.0.1:" + server.getLocalPort();
    }

    String label() {
        return scheme + "://127.0.0.1:" + server.getLocalPort();
    }

    /** Where clients wanted to go, in order: {@code CONNECT host:port}, {@code GET http://...}, {@code name host:port}. */
    List<String> targets() {
        return List.copyOf(targets);
    }

    /** Connections of clients that are open. */
    int open() {
        return clients.size();
    }

    /** Until the thread that accepts has ended, the operating system may still let one more client in. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            door.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        for (Socket client : clients) {
            client.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            clients.add(client);
            background(() -> {
                try (client) {
                    if (scheme.equals("http")) {
                        http(client);
                    } else {
                        socks5(client);
                    }
                } finally {
                    clients.remove(client);
                }
            });
        }
    }

    private void http(Socket client) throws IOException {
        String head = head(client.getInputStream());
        String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
        targets.add(line[0] + " " + line[1]);
        String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        if (!head.toLowerCase().contains(("proxy-authorization: basic " + login).toLowerCase())) {
            client.getOutputStream()
                    .write("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n".getBytes());
            return;
        }
        boolean tunnel = line[0].equals("CONNECT");
        String place = tunnel ? line[1] : line[1].replaceFirst("^http://([^/]+).*", "$1");
        int colon = place.lastIndexOf(':');
        try (Socket target = new Socket(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)))) {
            if (tunnel) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
            } else {
                String forwarded = head.replace("http://" + place, "")
                        .replaceFirst("(?i)proxy-authorization: [^\r]*\r\n", "connection: close\r\n");
                target.getOutputStream().write(forwarded.getBytes(StandardCharsets.ISO_8859_1));
            }
            join(client, target);
        }
    }

    private void socks5(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readByte();
        in.readNBytes(in.readByte());
        out.write(new byte[] {5, 2});
        in.readByte();
        String user = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
        String password = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
        boolean known = user.equals(USER) && password.equals(PASSWORD);
        out.write(new byte[] {1, (byte) (known ? 0 : 1)});
        if (!known) {
            return;
        }
        in.readNBytes(3);
        byte kind = in.readByte();
        String host = kind == 3
                ? new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8)
                : InetAddress.getByAddress(in.readNBytes(kind == 1 ? 4 : 16)).getHostAddress();
        int port = in.readUnsignedShort();
        targets.add((kind == 3 ? "name " : "address ") + host + ":" + port);
        try (Socket target = new Socket(host, port)) {
            out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            join(client, target);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("no head");
            }
            head.write(read);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void join(Socket client, Socket target) throws IOException {
        background(() -> {
            client.getInputStream().transferTo(target.getOutputStream());
            target.close();
        });
        target.getInputStream().transferTo(client.getOutputStream());
    }

    private static Thread background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                assert closed != null;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private interface Work {
        void run() throws IOException;
    }
}
