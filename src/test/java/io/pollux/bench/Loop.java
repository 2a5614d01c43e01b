package io.pollux.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * One thread over many sockets of 127.0.0.1, and nothing else: what stands on either side of a proxy that is measured on
 * the same cores must cost next to nothing.
 */
final class Loop implements AutoCloseable {
    private static final int BACKLOG = 4096;
    /** Below this a selector's milliseconds are too coarse. */
    private static final long COARSE = TimeUnit.MILLISECONDS.toNanos(2);
    /** Whoever wakes up for each event alone has no time left for events. */
    private static final long SHORTEST_NAP = TimeUnit.MICROSECONDS.toNanos(100);

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] bytes = new byte[64 * 1024];

    Loop() throws IOException {
        selector = Selector.open();
    }

    /** Takes connections; each gets a peer of its own. Port 0 means any; returns which. */
    int listen(int port, Function<Line, Line.Peer> peers) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.configureBlocking(false);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.register(selector, SelectionKey.OP_ACCEPT, peers);
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Opens a connection; its peer hears when it stands. */
    void connect(int port, Function<Line, Line.Peer> peer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        new Line(channel, key, peer);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Does what there is to do, or waits for it, but not much longer than that many nanoseconds. */
    void turn(long patience) throws IOException {
        if (patience >= COARSE) {
            selector.select(this::serve, TimeUnit.NANOSECONDS.toMillis(patience));
        } else if (selector.selectNow(this::serve) == 0 && patience > 0) {
            LockSupport.parkNanos(Math.max(patience, SHORTEST_NAP));
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof Line line) {
            line.serve(buffer, bytes);
            return;
        }
        @SuppressWarnings("unchecked")
        Function<Line, Line.Peer> peers = (Function<Line, Line.Peer>) key.attachment();
        try {
            accept((ServerSocketChannel) key.channel(), peers);
        } catch (IOException e) {
            throw new IllegalStateException("cannot take a connection: are there enough file descriptors?", e);
        }
    }

    private void accept(ServerSocketChannel server, Function<Line, Line.Peer> peers) throws IOException {
        SocketChannel channel = server.accept();
        while (channel != null) {
            channel.configureBlocking(false);
            new Line(channel, channel.register(selector, 0), peers).opened();
            channel = server.accept();
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
