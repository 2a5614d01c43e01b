package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The way to Google on Vert.x: one event loop per core, each with its own kept-alive connections, and no thread per
 * call. Every setting acts on the next call.
 *
 * <p>HTTP/1.1 on purpose: with one call per connection a broken connection breaks one stream, not a hundred, and the
 * back-pressure of one slow client is TCP's, not a window that it shares with the others.
 */
public final class VertxUpstream implements Upstream, Proxies, Bulletin, AutoCloseable {
    private static final int IDLE_SECONDS = 45;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int LARGEST_HEAD = 32 * 1024;
    private static final Duration CHECK_AHEAD = Duration.ofSeconds(5);
    private static final int CHECKED_AT_ONCE = 5;
    private static final int TRIAL_SECONDS = 20;
    private static final int BULLETIN_SECONDS = 10;
    /** Sent without a key: any answer of Google's says that the way leads to it. */
    private static final GeminiCall QUESTION =
            new GeminiCall(Operation.LIST_MODELS, KeyKind.GEMINI, "", "", "pageSize=1", Map.of(), new byte[0], 0);

    private static final Listener NOBODY = new Listener() {
        @Override
        public void onEvent(byte[] json) {}

        @Override
        public void onEnd() {}

        @Override
        public void onFailure(Failure failure) {}
    };

    private final Supplier<Settings> settings;
    private final Loops loops;
    private final Pace pace;
    private final Ways ways;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Plan plan;

    public VertxUpstream(Supplier<Settings> settings) {
        this(settings, clientOptions());
    }

    VertxUpstream(Supplier<Settings> settings, HttpClientOptions options) {
        this(settings, options, new Pace(System::nanoTime, Clock.systemUTC(), () -> ThreadLocalRandom.current()
                .nextDouble()));
    }

    VertxUpstream(Supplier<Settings> settings, HttpClientOptions options, Pace pace) {
        this.settings = settings;
        this.plan = new Plan(settings.get(), 0);
        this.pace = pace;
        this.ways = new Ways(pace);
        this.loops = Loops.start(options);
    }

    @Override
    public Sending send(GeminiCall call, Secret key, Listener listener) {
        Plan current = plan();
        Passage passage = ways.passage(current, call, key, listener, bound -> ThreadLocalRandom.current()
                .nextInt(bound));
        OpenCall sending = new OpenCall(lane(), current, passage, call, Optional.of(key), listener);
        sending.begin();
        return sending;
    }

    @Override
    public List<ProxyView> views() {
        return ways.of(plan()).stream().map(EgressHealth::view).toList();
    }

    @Override
    public void checkNow() {
        ways.of(plan()).forEach(this::check);
    }

    @Override
    public CompletionStage<ProxyTrial> trial(Secret proxy) {
        Egress egress = Egress.of(proxy);
        Trial trial = new Trial(egress, pace);
        if (egress.kind() == Egress.Kind.UNUSABLE) {
            trial.end(false, "Pollux cannot use such a proxy");
            return trial.outcome();
        }
        Plan current = plan();
        Passage passage = ways.check(current, new EgressHealth(egress, pace), QUESTION);
        OpenCall question = new OpenCall(lane(), current, passage, QUESTION, Optional.empty(), trial);
        question.begin();
        return trial.outcome().orTimeout(TRIAL_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
            question.cancel();
            return trial.late(TRIAL_SECONDS);
        });
    }

    @Override
    public CompletionStage<byte[]> read(URI address) {
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        int usual = secure ? 443 : 80;
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setSsl(secure)
                .setHost(address.getHost())
                .setPort(address.getPort() < 0 ? usual : address.getPort())
                .setURI(address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                .putHeader("Accept", "application/json")
                .putHeader("User-Agent", "pollux")
                .setTimeout(TimeUnit.SECONDS.toMillis(BULLETIN_SECONDS));
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        Lane lane = lane();
        Plan current = plan();
        if (!lane.run(() -> lane.read(current, question, answer))) {
            answer.completeExceptionally(new IllegalStateException("Pollux is stopping"));
        }
        return answer.orTimeout(BULLETIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void checkDue() {
        ways.of(plan()).stream()
                .filter(health -> health.wantsCheck(CHECK_AHEAD))
                .limit(CHECKED_AT_ONCE)
                .forEach(this::check);
    }

    private void check(EgressHealth health) {
        boolean proxy =
                health.egress().kind() != Egress.Kind.DIRECT && health.egress().kind() != Egress.Kind.UNUSABLE;
        if (proxy) {
            health.checked();
            Plan current = plan();
            Passage passage = ways.check(current, health, QUESTION);
            new OpenCall(lane(), current, passage, QUESTION, Optional.empty(), NOBODY).begin();
        }
    }

    /**
     * Ends what is still under way with a failure, and waits until no thread of this client is left. Calls that are sent
     * later fail at once.
     */
    @Override
    public void close() {
        loops.close();
    }

    static HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setDecompressionSupported(true)
                .setTcpKeepAlive(true);
    }

    private Plan plan() {
        Settings now = settings.get();
        Plan current = plan;
        return current.isOf(now) ? current : renewed(now);
    }

    private synchronized Plan renewed(Settings now) {
        if (!plan.isOf(now)) {
            plan = new Plan(now, plan.number() + 1);
            ways.follow(plan);
        }
        return plan;
    }

    /** A call that begins on a loop, such as a second attempt, stays there; the others take turns. */
    private Lane lane() {
        List<Lane> lanes = loops.lanes();
        for (Lane lane : lanes) {
            if (lane.here()) {
                return lane;
            }
        }
        return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
    }
}
