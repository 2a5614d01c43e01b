package io.pollux.edge;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Report;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Collects a request's body as it arrives, without holding a thread: a client that sends half of it and then nothing costs
 * the bytes it has sent.
 */
final class BodyReader implements ReadListener {
    private static final int FIRST = 8 * 1024;

    private final ServletInputStream in;
    private final int limit;
    private final Reader reader;
    private final boolean announcedTooLarge;
    private final long expected;
    private byte[] collected;
    private int length;
    private boolean done;

    /**
     * @param expected what {@code Content-Length} says, or -1; believed only as far as the bytes really come
     * @param limit the most bytes taken
     */
    BodyReader(ServletInputStream in, long expected, int limit, Reader reader) {
        this.in = in;
        this.limit = limit;
        this.reader = reader;
        this.expected = expected;
        this.announcedTooLarge = expected > limit;
        boolean sized = expected >= 0 && !announcedTooLarge;
        this.collected = new byte[(int) Math.min(sized ? Math.max(expected, 1) : FIRST, 64L * FIRST)];
    }

    /** Hears once: of the whole body, of what is wrong with it, or that its sender left. */
    interface Reader {
        void onBody(byte[] body);

        void onRefused(Failure failure);

        void onLost();
    }

    /** A body that is larger than the operator allows. */
    static Failure tooLarge(int limit) {
        return new Failure.BadCall(Report.of(
                413, "INVALID_ARGUMENT", "The request body is larger than the %d bytes allowed here".formatted(limit)));
    }

    @Override
    public void onDataAvailable() throws IOException {
        // Asking isFinished() as well would leave the last event of some servers unheard.
        while (!done && in.isReady()) {
            makeRoom();
            int read = in.read(collected, length, collected.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            // Refused with the listener in place: else the server would read the rest itself, on a thread.
            if (announcedTooLarge || length > limit) {
                done = true;
                reader.onRefused(tooLarge(limit));
            } else if (length == expected) {
                // Not asked whether there is more: of some bodies Payara never says that they have ended.
                onAllDataRead();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!done) {
            done = true;
            reader.onBody(length == collected.length ? collected : Arrays.copyOf(collected, length));
        }
    }

    @Override
    public void onError(Throwable lost) {
        if (!done) {
            done = true;
            reader.onLost();
        }
    }

    private void makeRoom() {
        if (length == collected.length) {
            long doubled = Math.min(collected.length * 2L, limit + 1L);
            collected = Arrays.copyOf(collected, (int) Math.max(doubled, length + 1L));
        }
    }
}
