package io.pollux.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Google's Gemini API as a real HTTP/1.1 server on this machine. Without a script it answers sensibly; with one it does
 * what the script says:
 *
 * <pre>{@code
 * try (FakeGemini fake = FakeGemini.start()) {
 *     fake.when(key("A"), model("gemini-2.5-flash")).answer(Answers.dailyQuota());
 *     fake.when(key("B")).answer(Answers.overloaded()).once();
 *     fake.when(operation("streamGenerateContent")).answer(Answers.text("Hello").closeAfterEvents(2));
 *     ... // a client that talks to fake.url()
 *     assertThat(fake.calls("A")).hasSize(1);
 * }
 * }</pre>
 *
 * <p>The first line of the script that fits and is not used up has its say. Safe for any number of threads.
 */
public final class FakeGemini implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FakeGemini.class.getName());

    private final Vertx vertx;
    private final HttpServer server;
    private final List<Rule> script = new CopyOnWriteArrayList<>();
    private final List<ReceivedCall> calls = new ArrayList<>();
    private volatile Predicate<String> known = key -> true;
    private volatile boolean recording = true;
    private volatile Gate gate = call -> Optional.empty();

    private FakeGemini(String host, int port) {
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setHandle100ContinueAutomatically(true)
                        .setMaxInitialLineLength(64 * 1024)
                        .setMaxHeaderSize(64 * 1024)
                        // java.net.http asks for the upgrade by itself, and Google's faults are those of HTTP/1.1.
                        .setHttp2ClearTextEnabled(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setAcceptBacklog(8192))
                .requestHandler(this::receive);
    }

    /** On a free port of 127.0.0.1. */
    public static FakeGemini start() {
        return start("127.0.0.1", 0);
    }

    public static FakeGemini start(String host, int port) {
        FakeGemini fake = new FakeGemini(host, port);
        try {
            fake.server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return fake;
        } catch (Exception e) {
            fake.close();
            throw new IllegalStateException("cannot listen on " + host + ":" + port, e);
        }
    }

    /** Without a slash at the end and without a version. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.actualPort();
    }

    /** A new last line of the script, for calls that fit each of these. Without any: for each call. */
    public Rule when(Match... matches) {
        Rule rule = new Rule(call -> Arrays.stream(matches).allMatch(match -> match.test(call)));
        script.add(rule);
        return rule;
    }

    /** From now on any other key is answered as not valid. Without this each key is good. */
    public void acceptOnly(List<String> keys) {
        known = List.copyOf(keys)::contains;
    }

    /** Decides before the script does whether a call is let in. */
    public interface Gate {
        /** Why not, if so. */
        Optional<GoogleError> refusal(ReceivedCall call);
    }

    /** From now on each call has to pass there, such as one that counts quotas. */
    public void guard(Gate theGate) {
        gate = theGate;
    }

    /** Off for load: then nothing is kept, and the methods that look back find nothing. */
    public void record(boolean on) {
        recording = on;
    }

    /** Forgets script, calls and accepted keys. */
    public void reset() {
        script.clear();
        known = key -> true;
        gate = call -> Optional.empty();
        synchronized (calls) {
            calls.clear();
        }
    }

    /** In the order in which their bodies were complete. */
    public List<ReceivedCall> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    public List<ReceivedCall> calls(String key) {
        return calls().stream().filter(call -> call.key().equals(key)).toList();
    }

    /** Waits for so many calls, and fails if there are fewer at the end. */
    public List<ReceivedCall> awaitCalls(int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (calls) {
            while (calls.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(calls.size() + " calls instead of " + count + " after " + limit);
                }
                await(left);
            }
            return List.copyOf(calls);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void await(long millis) {
        try {
            calls.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for calls", e);
        }
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            try {
                answer(request, body);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "The fake Gemini has a bug", e);
                request.connection().close();
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Head head = Head.of(request);
        Optional<Address> address = Address.of(head.method(), head.path());
        ReceivedCall call = new ReceivedCall(head, address.orElse(Address.UNKNOWN), body.getBytes());
        record(call);
        Answer answer = gate.refusal(call)
                .map(error -> Answer.of(c -> new Reply.Failed(error)))
                .or(() -> script.stream()
                        .flatMap(rule -> rule.take(call).stream())
                        .findFirst())
                .orElseGet(() -> Answer.of(c -> Habits.reply(c, known)));
        Reply reply = reply(answer, call);
        if (reply instanceof Reply.Steady steady && call.sse()) {
            new Paced(request, call, steady).start();
            return;
        }
        Frames frames = Frames.of(call, reply);
        new Playback(vertx, request, call, frames, answer.delivery()).start();
    }

    private static Reply reply(Answer answer, ReceivedCall call) {
        try {
            return answer.reply(call);
        } catch (RuntimeException e) {
            return new Reply.Failed(GoogleError.of(500, "INTERNAL", "The fake Gemini has a bug: " + e));
        }
    }

    private void record(ReceivedCall call) {
        if (!recording) {
            return;
        }
        synchronized (calls) {
            calls.add(call);
            calls.notifyAll();
        }
    }
}
