package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request as it reached the fake, and how it ended. Recorded once its body is complete. */
public final class ReceivedCall {

    /** How the answer came to its end. */
    public enum End {
        /** Everything was written. */
        ANSWERED,
        /** The script broke the connection off. */
        BROKEN_BY_SCRIPT,
        /** The client closed the connection before the end. */
        CLIENT_LEFT
    }

    private final Head head;
    private final Address address;
    private final byte[] body;
    private final Instant at = Instant.now();
    private final long nanos = System.nanoTime();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile int events;
    private JsonNode json;

    ReceivedCall(Head head, Address address, byte[] body) {
        this.head = head;
        this.address = address;
        this.body = body;
    }

    public String method() {
        return head.method();
    }

    /** As it came, still encoded, without the query. */
    public String path() {
        return head.path();
    }

    /** As it came, still encoded; empty without one. */
    public String query() {
        return head.query();
    }

    public Map<String, List<String>> headers() {
        return head.headers();
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        List<String> values = head.headers().get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The key that was presented; empty if none was. */
    public String key() {
        return head.credentials().isEmpty() ? "" : head.credentials().get(0);
    }

    /** Each credential of the request; Google takes exactly one. */
    public List<String> credentials() {
        return head.credentials();
    }

    public String version() {
        return address.version();
    }

    /** {@code generateContent} and so on, {@code models.list}, {@code models.get}; empty for an unknown path. */
    public String operation() {
        return address.operation();
    }

    /** The bare id; {@code tunedModels/x} for the other collections; empty if the path names none. */
    public String model() {
        return address.model();
    }

    public boolean vertex() {
        return address.vertex();
    }

    public boolean streamed() {
        return operation().equals("streamGenerateContent");
    }

    public boolean sse() {
        return head.parameter("alt").filter("sse"::equals).isPresent();
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if the body is not JSON */
    public synchronized JsonNode json() {
        if (json == null) {
            json = Json.parse(text());
        }
        return json;
    }

    public Instant at() {
        return at;
    }

    /** {@link System#nanoTime()} of its arrival. */
    public long nanos() {
        return nanos;
    }

    /** How many events of the answer have been written. */
    public int eventsSent() {
        return events;
    }

    /** How it ended; empty as long as it runs. */
    public Optional<End> end() {
        return Optional.ofNullable(end.getNow(null));
    }

    /** Waits until it has ended. */
    public End awaitEnd(Duration limit) {
        try {
            return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("still running after " + limit + ": " + this, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + this, e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    void sentEvent() {
        // Only the event loop of this call writes it.
        events = events + 1;
    }

    void ended(End how) {
        end.complete(how);
    }

    Head head() {
        return head;
    }

    @Override
    public String toString() {
        return method() + " " + path() + (query().isEmpty() ? "" : "?" + query()) + " key=" + key() + " " + end();
    }
}
