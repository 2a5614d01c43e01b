package io.pollux.edge;

import io.pollux.relay.ClientSink;
import io.pollux.relay.Delay;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A client's connection on top of the servlet response, written without blocking.
 *
 * <p>The relay writes from an event loop, the server calls back from a thread of its own, and the response may be touched
 * by one of them at a time only. Both therefore only leave a note and call {@link #drain()}: whoever comes first works
 * until no note is left, the other goes on at once. No lock is held, so none can be waited for while the server holds its
 * own.
 */
final class ServletSink implements ClientSink, WriteListener, AsyncListener {
    private static final byte[] END = new byte[0];
    private static final byte[] ABORT = new byte[0];
    /** What every server keeps in a buffer of its own until it is told to send it. */
    private static final int SMALL = 8 * 1024;

    private static final String LENGTH = "content-length";
    private static final Duration UNNOTICED = Duration.ofSeconds(3);
    private static final Duration LONGEST_WRITE = Duration.ofMillis(500);

    private final HttpServletResponse response;
    private final AsyncContext async;
    private final Delay delay;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean gone = new AtomicBoolean();

    /** The server has promised to call {@link #onWritePossible()}: until then the response must not be touched. */
    private volatile boolean promised = true;

    /** The relay was told to wait and has not yet been told to go on. */
    private volatile boolean relayWaits;

    private volatile Watcher watcher;

    /** The exchange is ended, by us or by the server: neither may do it again. */
    private final AtomicBoolean over = new AtomicBoolean();

    /** Who drains, or was the last to do so. */
    private volatile Thread drainer;

    /** The four below belong to whoever drains. */
    private ServletOutputStream out;

    private boolean unflushed;
    private boolean closed;
    /** What {@code Content-Length} says, or would say, or -1. */
    private long announced = -1;

    private volatile boolean lengthHidden;

    ServletSink(HttpServletResponse response, AsyncContext async, Delay delay) {
        this.response = response;
        this.async = async;
        this.delay = delay;
    }

    @Override
    public void watch(Watcher toTell) {
        watcher = toTell;
        if (gone.get()) {
            toTell.onGone();
        }
    }

    /**
     * To be called on the request's own thread, before anything else: the server then says on the same thread that it can be
     * written. Asked for later, from another one, it would wake a third thread to say so.
     */
    void listen() throws IOException {
        out = response.getOutputStream();
        out.setWriteListener(this);
    }

    /**
     * Lets the client see the answer's end only when the exchange is over, for a body that came in chunks. Tomcat asks to be
     * told of more when it has read the last chunk, and sends an answer off as soon as its announced length is reached: the
     * next request could come in between, be taken for more of this body, and meet {@code complete()} half-way, which costs
     * the connection (<a href="https://github.com/apache/tomcat/commit/52f007711c">the dispatch in ChunkedInputFilter</a>).
     */
    void hideLength() {
        lengthHidden = true;
    }

    @Override
    public void begin(int status, Map<String, String> headers) {
        try {
            response.setStatus(status);
            headers.forEach(this::header);
            announced = Long.parseLong(headers.getOrDefault(LENGTH, "-1"));
        } catch (IllegalStateException lost) {
            leave();
        }
    }

    private void header(String name, String value) {
        if (!lengthHidden || !name.equals(LENGTH)) {
            response.setHeader(name, value);
        }
    }

    @Override
    public boolean write(byte[] bytes) {
        if (bytes.length > 0) {
            queue.add(bytes);
            drain();
        }
        if (queue.isEmpty() && !promised) {
            return true;
        }
        relayWaits = true;
        if (queue.isEmpty() && !promised) {
            relayWaits = false;
            return true;
        }
        return false;
    }

    @Override
    public void end() {
        queue.add(END);
        drain();
    }

    @Override
    public void abort() {
        queue.add(ABORT);
        drain();
    }

    @Override
    public void onWritePossible() {
        promised = false;
        drain();
    }

    @Override
    public void onError(Throwable lost) {
        awaitDrainer();
        leave();
        drain();
    }

    /** On the thread on which the server ends the exchange: the only one on which we may still help. */
    @Override
    public void onError(AsyncEvent event) {
        awaitDrainer();
        leave();
        finish();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (over.compareAndSet(false, true)) {
            leave();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    private void drain() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        drainer = Thread.currentThread();
        int seen = 1;
        do {
            try {
                if (!closed) {
                    send();
                }
            } catch (IOException | RuntimeException lost) {
                leave();
                lose();
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
        if (relayWaits && queue.isEmpty() && !promised) {
            relayWaits = false;
            tellWritable();
        }
    }

    /** Writes what is there, then flushes once, then ends: each only when the server is ready for it. */
    private void send() throws IOException {
        if (gone.get()) {
            lose();
            return;
        }
        while (!promised && (mustFlush() || !queue.isEmpty())) {
            // The note comes before the question: the server may call back before isReady() has even returned.
            promised = true;
            if (!out.isReady()) {
                return;
            }
            promised = false;
            step();
        }
    }

    private void step() throws IOException {
        byte[] next = queue.peek();
        if (next != null && next != END && next != ABORT) {
            queue.remove();
            unflushed = true;
            out.write(next);
        } else if (mustFlush()) {
            unflushed = false;
            out.flush();
        } else {
            // END, or ABORT: the servlet API knows no way to break a connection off.
            queue.remove();
            closed = true;
            finish();
        }
    }

    /** A small whole answer goes out with its end: one packet, and one turn of the server's less. */
    private boolean mustFlush() {
        return unflushed && (announced < 0 || announced > SMALL);
    }

    /**
     * Leaves a lost connection to the server, which ends the exchange on a thread of its own: ended from here at the same
     * time, Tomcat closes the connection twice, and the second time it may be somebody else's. A server that has not noticed
     * is helped after a while.
     */
    private void lose() {
        closed = true;
        queue.clear();
        delay.after(UNNOTICED, this::finish);
    }

    private void finish() {
        if (over.compareAndSet(false, true)) {
            try {
                async.complete();
            } catch (IllegalStateException ended) {
                // The server has found out at the same time that the client is gone.
                leave();
            }
        }
    }

    /**
     * Keeps the server from going on while a failed write is still on its way out of the server's own code. Tomcat reports
     * the failure to another thread and then still marks the response as failed, which by that time may be another client's.
     * For a moment only, and nothing that the writer still does can wait for this thread.
     */
    private void awaitDrainer() {
        long end = System.nanoTime() + LONGEST_WRITE.toNanos();
        while (work.get() != 0 && drainer != Thread.currentThread() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000);
        }
    }

    private void leave() {
        if (gone.compareAndSet(false, true)) {
            Watcher toTell = watcher;
            if (toTell != null) {
                toTell.onGone();
            }
        }
    }

    private void tellWritable() {
        Watcher toTell = watcher;
        if (toTell != null) {
            toTell.onWritable();
        }
    }
}
