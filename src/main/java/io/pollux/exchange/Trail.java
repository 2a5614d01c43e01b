package io.pollux.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one call. Written only by the call's own thread of events, handed to the journal once at the end and
 * not touched after that.
 */
public final class Trail {
    private final ClientCall call;
    private final String dialect;
    private final List<Try> tries = new ArrayList<>(2);
    private final List<PassedOver> choices = new ArrayList<>(2);
    private GeminiCall geminiCall;
    private Usage usage = Usage.NONE;
    private Duration waited = Duration.ZERO;
    private Instant firstByteAt;
    private Instant endedAt;
    private Ending ending;
    private Failure failure;

    public Trail(ClientCall call, String dialect) {
        this.call = call;
        this.dialect = dialect;
    }

    public ClientCall call() {
        return call;
    }

    public String dialect() {
        return dialect;
    }

    /** Absent when the call was refused before it could be read. */
    public Optional<GeminiCall> geminiCall() {
        return Optional.ofNullable(geminiCall);
    }

    public void read(GeminiCall read) {
        geminiCall = read;
    }

    /** The model as the client wrote it, so that a log row can be found by what the client knows. */
    public String model() {
        if (!call.model().isEmpty() || geminiCall == null) {
            return call.model();
        }
        return geminiCall.model();
    }

    public List<Try> tries() {
        return tries;
    }

    public void tried(Try attempt) {
        tries.add(attempt);
    }

    /** A key has been chosen for the next attempt; another one, if that has not been made yet. */
    public void chose(PassedOver others) {
        while (choices.size() <= tries.size()) {
            choices.add(PassedOver.NOBODY);
        }
        choices.set(tries.size(), others);
    }

    /** Which keys an attempt did not get. Nobody when it went on with the key of the one before. */
    public PassedOver passedOver(int attempt) {
        return attempt < choices.size() ? choices.get(attempt) : PassedOver.NOBODY;
    }

    public Usage usage() {
        return usage;
    }

    public void used(Usage used) {
        usage = used;
    }

    /** How long the call has waited for keys in all. */
    public Duration waited() {
        return waited;
    }

    /** The call has waited for a key once more. */
    public void waited(Duration time) {
        waited = waited.plus(time);
    }

    public Optional<Instant> firstByteAt() {
        return Optional.ofNullable(firstByteAt);
    }

    public void firstByte(Instant at) {
        if (firstByteAt == null) {
            firstByteAt = at;
        }
    }

    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    public void failed(Failure reason) {
        failure = reason;
    }

    public Ending ending() {
        return ending;
    }

    public Instant endedAt() {
        return endedAt;
    }

    /** @throws IllegalStateException at a second ending: every call ends exactly once */
    public void ended(Ending how, Instant at) {
        if (ending != null) {
            throw new IllegalStateException("Call " + call.id() + " has already ended as " + ending);
        }
        ending = how;
        endedAt = at;
    }

    /**
     * One attempt with one key.
     *
     * @param keyId the key's row
     * @param maskedKey fit for logs
     * @param egress the proxy without its credentials, or {@code direct}
     * @param startedAt when it was sent
     * @param took until its end: the last byte, or the failure
     * @param firstByte until the first byte of the answer; zero when none came
     * @param status Google's status; 0 when there was none
     * @param failure absent when the attempt succeeded
     */
    public record Try(
            long keyId,
            String maskedKey,
            String egress,
            Instant startedAt,
            Duration took,
            Duration firstByte,
            int status,
            Optional<Failure> failure) {}
}
