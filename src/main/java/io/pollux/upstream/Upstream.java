package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;

/** The way to Google. */
public interface Upstream {
    /**
     * Sends a call. Returns at once; everything else reaches the listener, on one thread at a time, and exactly one of
     * {@code onEnd} and {@code onFailure} is the last thing it hears. After {@link Sending#cancel()} it hears nothing.
     *
     * <p>The listener may hear of the call before this method has returned. It must not block: its thread carries other
     * calls too.
     *
     * <p>A call whose way out is known to be closed takes another; when all are closed it fails at once and says for how
     * long.
     */
    Sending send(GeminiCall call, Secret key, Listener listener);

    /** One call on its way. All methods may be called from any thread, as often as one likes, also after the end. */
    interface Sending {
        /**
         * Stops reading from Google until {@link #resume()}: back-pressure of a slow client. What has arrived already may
         * still be heard. While a call is paused only its total deadline runs.
         */
        void pause();

        /** Reads on. The last call of the two counts. */
        void resume();

        /** Drops the call and its connection. */
        void cancel();

        /** The proxy without its credentials, or {@code direct}. */
        String egress();
    }

    /** What a call meets. */
    interface Listener {
        /**
         * One JSON object: an event of a stream, without framing and without line breaks, or the whole body of another
         * answer. An error that Google puts into a stream comes as {@code onFailure} instead, in either framing. A
         * {@link io.pollux.exchange.FailureException} thrown here ends the call with its failure.
         */
        void onEvent(byte[] json);

        /** Google closed the answer properly. Whether it was complete only a reader of its content can tell. */
        void onEnd();

        /**
         * Status of 400 and above, an error inside the stream, a network that broke, a deadline that passed.
         *
         * @param failure scrubbed of keys
         */
        void onFailure(Failure failure);

        /**
         * Whose quota the call uses, if that is known. Where several projects are refused alike within seconds it is not
         * their keys that are at fault.
         */
        default String project() {
            return "";
        }

        /**
         * What is to be done when the failure that it has heard turns out to be the way out's fault and not its key's. May run
         * on any thread, once, even before the failure has been booked; must return at once. Kept for a while, so it should
         * not hold on to the call.
         */
        default Runnable acquittal() {
            return () -> {};
        }
    }
}
