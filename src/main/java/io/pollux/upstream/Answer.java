package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.Report;
import io.pollux.sorter.GoogleErrors;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** How the bytes of an answer become what a listener hears. One per call, used by one thread. */
interface Answer {
    /** The largest JSON object that is taken: four pictures in base64 fit, a stream without end does not. */
    int LARGEST_OBJECT = 64 * 1024 * 1024;

    /**
     * Takes the next bytes.
     *
     * @throws FailureException when the answer must not be read on
     */
    void read(byte[] bytes);

    /** The answer came to its proper end: what it was after all, when it was no success. */
    Optional<Failure> end();

    /** The answer broke off: the reason to tell, where the answer has a better one than the network. */
    default Failure broken(Failure cause) {
        return cause;
    }

    /** Whether a slow listener slows it down. An error is read at once: it is small, and others wait for it. */
    default boolean waits() {
        return true;
    }

    /** A stream of events. */
    static Answer streamed(GoogleErrors errors, Consumer<byte[]> events) {
        return new Streamed(errors, events);
    }

    /** One JSON object. */
    static Answer whole(Consumer<byte[]> event) {
        return new Whole(event);
    }

    /** An error. */
    static Answer refused(GoogleErrors errors, int status, String retryAfter) {
        return new Refused(errors, status, retryAfter);
    }

    /** See {@link #streamed}. */
    final class Streamed implements Answer {
        private final EventReader reader;

        private Streamed(GoogleErrors errors, Consumer<byte[]> events) {
            this.reader = new EventReader(LARGEST_OBJECT, event -> {
                if (GoogleErrors.isError(event)) {
                    throw new FailureException(errors.event(event));
                }
                events.accept(event);
            });
        }

        @Override
        public void read(byte[] bytes) {
            reader.read(bytes);
        }

        @Override
        public Optional<Failure> end() {
            return reader.end()
                    ? Optional.empty()
                    : Optional.of(new Failure.GoogleFailed(
                            Report.of(502, "INTERNAL", "Google's stream ended in the middle of an event")));
        }
    }

    /** See {@link #whole}. */
    final class Whole implements Answer {
        private final Consumer<byte[]> event;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);

        private Whole(Consumer<byte[]> event) {
            this.event = event;
        }

        @Override
        public void read(byte[] bytes) {
            EventReader.checkSize((long) body.size() + bytes.length, LARGEST_OBJECT);
            body.writeBytes(bytes);
        }

        @Override
        public Optional<Failure> end() {
            if (body.size() == 0) {
                return Optional.of(
                        new Failure.GoogleFailed(Report.of(502, "INTERNAL", "Google's answer had no content")));
            }
            event.accept(body.toByteArray());
            return Optional.empty();
        }
    }

    /** See {@link #refused}. */
    final class Refused implements Answer {
        private final GoogleErrors errors;
        private final int status;
        private final String retryAfter;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);

        private Refused(GoogleErrors errors, int status, String retryAfter) {
            this.errors = errors;
            this.status = status;
            this.retryAfter = retryAfter;
        }

        @Override
        public void read(byte[] bytes) {
            int room = GoogleErrors.LARGEST_BODY - body.size();
            body.write(bytes, 0, Math.min(room, bytes.length));
            if (bytes.length > room) {
                throw new FailureException(failure());
            }
        }

        @Override
        public Optional<Failure> end() {
            return Optional.of(failure());
        }

        @Override
        public boolean waits() {
            return false;
        }

        /** The status is known, and what has been read of the reason. */
        @Override
        public Failure broken(Failure cause) {
            return failure();
        }

        private Failure failure() {
            return errors.answer(status, retryAfter, body.toByteArray());
        }
    }
}
