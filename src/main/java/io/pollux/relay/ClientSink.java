package io.pollux.relay;

import java.util.Map;

/**
 * The client's side of a call: where the answer goes. Implemented by the door on top of its server.
 *
 * <p>The relay calls it from one thread at a time, and calls exactly one of {@link #end} and {@link #abort}, exactly
 * once, as its last word; after {@link Watcher#onGone()} that is {@code abort}. Nothing here blocks.
 */
public interface ClientSink {
    /** Sends status and headers. Called once, before the first {@link #write}. */
    void begin(int status, Map<String, String> headers);

    /**
     * Takes bytes and sends them on without delay. The array belongs to the sink from now on.
     *
     * @return whether more may follow at once; if not, {@link Watcher#onWritable()} says when
     */
    boolean write(byte[] bytes);

    /** Ends the answer properly once all bytes are out. Nothing may follow. */
    void end();

    /** Breaks the connection off, so that nobody takes the answer for complete. Nothing may follow. */
    void abort();

    /** Who wants to know what becomes of the client. To be set before {@link #begin}. */
    void watch(Watcher watcher);

    /** Hears of the client, from any thread. */
    interface Watcher {
        /** The client can take more. */
        void onWritable();

        /** The client is gone; whatever is written from now on is lost. */
        void onGone();
    }
}
