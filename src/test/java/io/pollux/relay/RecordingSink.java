package io.pollux.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that writes down what it gets and complains about every breach of the sink's contract. It can take as many
 * writes as it is told to; then it is not ready until {@link #ready}.
 */
final class RecordingSink implements ClientSink {
    private final List<String> writes = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile Watcher watcher;
    private int room = Integer.MAX_VALUE;
    private boolean blocked;
    private int status;
    private Map<String, String> headers = Map.of();
    private int ends;
    private int aborts;

    /** From now on so many writes are taken before the client is not ready. */
    RecordingSink room(int writes) {
        room = writes;
        return this;
    }

    /** The client has read what it had and takes that many writes more. */
    void ready(int writes) {
        room = writes;
        blocked = false;
        watcher.onWritable();
    }

    void leave() {
        watcher.onGone();
    }

    Watcher watcher() {
        return watcher;
    }

    @Override
    public void watch(Watcher newWatcher) {
        if (status != 0) {
            breach("watch after begin");
        }
        watcher = newWatcher;
    }

    @Override
    public void begin(int newStatus, Map<String, String> newHeaders) {
        enter("begin");
        if (status != 0) {
            breach("begin twice");
        }
        status = newStatus;
        headers = newHeaders;
        inside.decrementAndGet();
    }

    @Override
    public boolean write(byte[] bytes) {
        enter("write");
        if (status == 0) {
            breach("write before begin");
        }
        if (blocked) {
            breach("write while not ready");
        }
        writes.add(new String(bytes, UTF_8));
        blocked = --room <= 0;
        inside.decrementAndGet();
        return !blocked;
    }

    @Override
    public void end() {
        enter("end");
        ends++;
        inside.decrementAndGet();
    }

    @Override
    public void abort() {
        enter("abort");
        aborts++;
        inside.decrementAndGet();
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<String> writes() {
        return writes;
    }

    String text() {
        return String.join("", writes);
    }

    boolean ended() {
        return ends > 0;
    }

    boolean aborted() {
        return aborts > 0;
    }

    int endings() {
        return ends + aborts;
    }

    List<String> breaches() {
        return breaches;
    }

    private void enter(String what) {
        if (inside.incrementAndGet() != 1) {
            breach(what + " on a second thread");
        }
        if (ends + aborts > 0) {
            breach(what + " after the end");
        }
    }

    private void breach(String what) {
        synchronized (breaches) {
            breaches.add(what);
        }
    }
}
