package io.pollux.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** One socket of a {@link Loop}. What it cannot take at once waits. */
final class Line {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>(0);
    private final Peer peer;

    Line(SocketChannel channel, SelectionKey key, Function<Line, Peer> peers) {
        this.channel = channel;
        this.key = key;
        this.peer = peers.apply(this);
        key.attach(this);
    }

    /** Whom the bytes are for. */
    interface Peer {
        void opened();

        /** The bytes are gone when this returns. */
        void received(byte[] bytes, int length);

        /** The other side left, or could not be reached. */
        void lost();
    }

    /** Sends a copy where need be: the array may be used again. */
    void send(byte[] bytes) {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        try {
            if (waiting.isEmpty()) {
                channel.write(out);
            }
            if (out.hasRemaining()) {
                waiting.add(ByteBuffer.allocate(out.remaining()).put(out).flip());
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
        } catch (IOException left) {
            lose();
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException closedAlready) {
            key.cancel();
        }
    }

    void opened() throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key.interestOps(SelectionKey.OP_READ);
        peer.opened();
    }

    void serve(ByteBuffer buffer, byte[] bytes) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                opened();
            }
            if (key.isValid() && key.isWritable()) {
                drain();
            }
            if (key.isValid() && key.isReadable()) {
                read(buffer, bytes);
            }
        } catch (IOException left) {
            lose();
        }
    }

    private void drain() throws IOException {
        while (!waiting.isEmpty()) {
            channel.write(waiting.peek());
            if (waiting.peek().hasRemaining()) {
                return;
            }
            waiting.remove();
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    private void read(ByteBuffer buffer, byte[] bytes) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
            lose();
            return;
        }
        buffer.flip().get(bytes, 0, length);
        peer.received(bytes, length);
    }

    private void lose() {
        close();
        peer.lost();
    }
}
