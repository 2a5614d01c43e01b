package io.pollux.relay;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

/**
 * The way to the client: bytes go out in order and only as fast as the client takes them. What comes while the client
 * is not ready waits in a backlog; whoever writes sees by {@link #blocked()} that it must hold its source back, so the
 * backlog holds what was already under way and no more. Used in its call's mailbox only.
 */
final class Pump {
    private final ClientSink sink;
    private final Queue<byte[]> backlog = new ArrayDeque<>(0);
    private boolean begun;
    private boolean blocked;
    private boolean ending;
    private boolean closed;

    Pump(ClientSink sink) {
        this.sink = sink;
    }

    void watch(ClientSink.Watcher watcher) {
        sink.watch(watcher);
    }

    /** The point of no return: from here on the client has a status. */
    void begin(int status, Map<String, String> headers) {
        begun = true;
        sink.begin(status, headers);
    }

    boolean begun() {
        return begun;
    }

    void write(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (blocked) {
            backlog.add(bytes);
        } else {
            blocked = !sink.write(bytes);
        }
    }

    /** Whether the client takes nothing for now. */
    boolean blocked() {
        return blocked;
    }

    /** The client is ready again. */
    void flow() {
        blocked = false;
        while (!blocked && !backlog.isEmpty()) {
            blocked = !sink.write(backlog.remove());
        }
        endWhenEmpty();
    }

    /** Ends the answer behind the last byte of the backlog. */
    void end() {
        ending = true;
        endWhenEmpty();
    }

    /** Breaks off at once. */
    void abort() {
        if (!closed) {
            closed = true;
            backlog.clear();
            sink.abort();
        }
    }

    /** Whether the sink has heard its last word. */
    boolean closed() {
        return closed;
    }

    private void endWhenEmpty() {
        if (ending && !closed && backlog.isEmpty()) {
            closed = true;
            sink.end();
        }
    }
}
