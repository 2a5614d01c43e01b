package io.pollux.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pollux.dialect.Dialect;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Trail;
import io.pollux.keys.Changed;
import io.pollux.keys.DayLimit;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredKey;
import io.pollux.pool.KeyPool;
import io.pollux.settings.Settings;
import io.pollux.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A relay with a real pool, a scripted upstream and time that the test makes. */
final class Rig {
    final ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
    final ManualDelay delay = new ManualDelay(clock);
    final ScriptedUpstream upstream = new ScriptedUpstream();
    final List<Trail> journal = new CopyOnWriteArrayList<>();
    final KeyPool pool;
    final Relay relay;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Settings settings;

    private Rig(int keys, Settings settings, Consumer<Trail> alsoJournal) {
        this.settings = settings;
        pool = new KeyPool(this::settings, clock);
        pool.restore(LongStream.rangeClosed(1, keys).mapToObj(Rig::key).toList(), List.of());
        WaitingRoom room = new WaitingRoom(() -> settings().get(Settings.POLLUX_MOST_WAITING), delay, clock);
        Breakers breakers = new Breakers(clock, () -> 0.5);
        Means means =
                new Means(pool, new AtomicInteger(), room, breakers, upstream, this::settings, delay, clock, () -> 0.5);
        relay = new Relay(means, alsoJournal.andThen(journal::add));
    }

    static Rig with(int keys) {
        return new Rig(keys, Settings.defaults(), trail -> {});
    }

    static Rig with(int keys, int attempts) {
        return with(keys, attempts, trail -> {});
    }

    static Rig with(int keys, int attempts, Consumer<Trail> alsoJournal) {
        return new Rig(keys, Settings.defaults().with(Settings.MAX_RETRIES, attempts), alsoJournal);
    }

    static Rig with(int keys, Settings settings) {
        return new Rig(keys, settings, trail -> {});
    }

    RecordingSink stream(Dialect dialect) {
        return open(Operation.STREAM, dialect, "hello");
    }

    RecordingSink whole(Dialect dialect) {
        return open(Operation.GENERATE, dialect, "hello");
    }

    RecordingSink open(Operation operation, Dialect dialect, String body) {
        RecordingSink sink = new RecordingSink();
        relay.open(call(operation, body), dialect, sink);
        return sink;
    }

    /** A stream that this client asks for. */
    RecordingSink streamFor(String client, Map<String, String> headers) {
        RecordingSink sink = new RecordingSink();
        open(sink, client, headers);
        return sink;
    }

    void open(RecordingSink sink, String client, Map<String, String> headers) {
        relay.open(call(Operation.STREAM, "hello", client, headers), SpokenDialect.NATIVE, sink);
    }

    ClientCall call(Operation operation, String body) {
        return call(operation, body, "c1", Map.of());
    }

    private ClientCall call(Operation operation, String body, String client, Map<String, String> headers) {
        Caller caller = new Caller(client, "client", false);
        return new ClientCall(
                "call-" + calls.incrementAndGet(),
                operation,
                KeyKind.GEMINI,
                "",
                "",
                Map.of(),
                headers,
                body.getBytes(UTF_8),
                caller,
                clock.instant());
    }

    /** The operator changes the settings. */
    void change(Settings others) {
        settings = others;
    }

    private Settings settings() {
        return settings;
    }

    /** The operator adds a key. */
    void add(long id) {
        pool.apply(new Changed(List.of(key(id)), List.of()));
    }

    /** The one row that the call must have left. */
    Trail row() {
        if (journal.size() != 1) {
            throw new AssertionError("One row expected, not " + journal.size());
        }
        return journal.get(0);
    }

    void pass(Duration time) {
        delay.pass(time);
    }

    /** The operator adds a key of that project. */
    void add(long id, String project) {
        pool.apply(new Changed(List.of(key(id, Optional.of(project))), List.of()));
    }

    private static StoredKey key(long id) {
        return key(id, Optional.empty());
    }

    private static StoredKey key(long id, Optional<String> project) {
        Secret secret = Secret.of("AIzaSyTestKeyNumber" + id);
        return new StoredKey(
                id,
                "",
                secret,
                secret.masked(),
                KeyKind.GEMINI,
                project,
                true,
                Optional.empty(),
                0,
                Rank.USUAL,
                DayLimit.NONE);
    }
}
