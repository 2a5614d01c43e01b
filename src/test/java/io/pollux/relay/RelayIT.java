package io.pollux.relay;

import static io.pollux.testing.Match.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.dialect.Dialect;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.GeminiDialect;
import io.pollux.dialect.openai.OpenAiDialect;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Ending;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Trail;
import io.pollux.keys.DayLimit;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredKey;
import io.pollux.pool.KeyPool;
import io.pollux.settings.Settings;
import io.pollux.testing.Answer;
import io.pollux.testing.Answers;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.ReceivedCall;
import io.pollux.upstream.VertxUpstream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay with the real rooms around it and a Google that is a real server; only the door to the client is missing. */
class RelayIT {
    private static final String NATIVE_BODY = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
    private static final String CHAT_BODY =
            "{\"model\":\"gemini-2.5-flash\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private final FakeGemini google = FakeGemini.start();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Trail> journal = new CopyOnWriteArrayList<>();
    private final Dialect gemini = new GeminiDialect(() -> Preferences.NONE);
    private final Dialect openAi =
            new OpenAiDialect(() -> Preferences.NONE, Clock.systemUTC(), ThreadLocalRandom::current);
    private KeyPool pool;
    private VertxUpstream upstream;
    private Relay relay;

    @BeforeEach
    void build() {
        Settings settings = Settings.defaults().with(Settings.BASE_URL, URI.create(google.url() + "/v1beta"));
        pool = new KeyPool(() -> settings, Clock.systemUTC());
        pool.restore(LongStream.rangeClosed(1, 3).mapToObj(RelayIT::stored).toList(), List.of());
        upstream = new VertxUpstream(() -> settings);
        Delay delay = (pause, task) -> {
            var unused = timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        };
        relay = new Relay(pool, upstream, () -> settings, journal::add, delay, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        relay.close(Duration.ofSeconds(5));
        upstream.close();
        timer.shutdownNow();
        google.close();
    }

    @Test
    void aNativeStreamComesThroughAsGoogleSaysIt() throws Exception {
        google.when().answer(Answers.pieces("Hel", "lo"));

        Client client = nativeStream();

        assertThat(client.text()).startsWith("data: {").endsWith("}\r\n\r\n").contains("\"Hel\"", "\"lo\"", "STOP");
        assertThat(client.headers).containsEntry("cache-control", "no-cache");
        assertThat(client.aborted).isFalse();
        assertThat(row().ending()).isEqualTo(Ending.COMPLETE);
        assertThat(row().usage().total()).isPositive();
    }

    @Test
    void failingKeysAreReplacedUnseen() throws Exception {
        google.when(key(name(1))).answer(Answers.keyInvalid());
        google.when(key(name(2))).answer(Answers.dailyQuota());
        google.when(key(name(3))).answer(Answers.pieces("Hel", "lo"));

        Client client = chat();

        assertThat(client.status).isEqualTo(200);
        assertThat(client.text()).contains("\"Hel\"", "\"lo\"").endsWith("data: [DONE]\n\n");
        assertThat(google.calls()).extracting(ReceivedCall::key).containsExactly(name(1), name(2), name(3));
        assertThat(row().tries()).extracting(Trail.Try::status).containsExactly(400, 429, 200);
    }

    @Test
    void threeProjectsRefusedAlikeAreTheWaysFaultAndNoKeyPaysForIt() throws Exception {
        google.when()
                .answer(Answers.raw(
                        403,
                        "application/json",
                        "{\"error\":{\"code\":403,\"message\":\"The caller does not have permission\","
                                + "\"status\":\"PERMISSION_DENIED\"}}"));

        Client first = nativeStream();

        assertThat(first.status).isEqualTo(503);
        assertThat(first.headers.get("Retry-After")).matches("1[0-9]");
        assertThat(first.text()).contains("the way is suspected and not their keys");
        assertThat(google.calls()).extracting(ReceivedCall::key).containsExactly(name(1), name(2), name(3));
        for (long id = 1; id <= 3; id++) {
            assertThat(pool.desk().view(id).orElseThrow().failures())
                    .as("key %d", id)
                    .isZero();
        }

        Client second = chat();
        assertThat(second.status).isEqualTo(503);
        assertThat(second.headers).containsKey("Retry-After");
        assertThat(second.text()).contains("The only way out (direct) is closed for now", "upstream_unavailable");
        assertThat(google.calls()).as("Google is left alone meanwhile").hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aStreamThatBreaksOffIsRepeatedBeforeTheFirstByteAndCutAfterIt(int events) throws Exception {
        List<Answer> breaks = List.of(
                Answers.pieces("Hel", "lo", "!").closeAfterEvents(events),
                Answers.pieces("Hel", "lo", "!").resetAfterEvents(events),
                Answers.pieces("Hel", "lo", "!").endAfterEvents(events));
        for (Answer broken : breaks) {
            google.reset();
            google.when().answer(broken).once();
            google.when().answer(Answers.pieces("Hel", "lo", "!"));
            int rows = journal.size();

            Client client = chat();

            if (events == 0) {
                assertThat(client.text()).containsOnlyOnce("\"Hel\"").endsWith("data: [DONE]\n\n");
                assertThat(google.calls()).hasSize(2);
            } else {
                assertThat(client.text())
                        .containsOnlyOnce("\"Hel\"")
                        .doesNotContain("[DONE]", "\"!\"")
                        .contains("\"error\"");
                assertThat(google.calls()).hasSize(1);
            }
            assertThat(journal).hasSize(rows + 1);
        }
    }

    @Test
    void aNativeStreamThatBreaksOffSaysSoInBothWaysThatClientsUnderstand() throws Exception {
        google.when().answer(Answers.pieces("Hel", "lo").closeAfterEvents(1));

        Client client = nativeStream();

        int writes = client.writes.size();
        assertThat(client.writes.get(writes - 2)).startsWith("data: {").contains("\"error\"");
        assertThat(client.writes.get(writes - 1)).startsWith("{").contains("\"error\"");
        assertThat(row().ending()).isEqualTo(Ending.CUT);
    }

    @Test
    void aWrongRequestIsReturnedInGooglesWordsAfterOneCall() throws Exception {
        google.when().answer(Answers.modelNotFound());

        Client client = nativeStream();

        assertThat(client.status).isEqualTo(404);
        assertThat(google.calls()).hasSize(1);
        assertThat(row().ending()).isEqualTo(Ending.FAILED);
    }

    @Test
    void aClientThatLeavesTakesTheCallToGoogleWithIt() throws Exception {
        google.when().answer(Answers.pieces("Hel", "lo").stallAfterEvents(1));
        Client client = open(Operation.STREAM, gemini, NATIVE_BODY);
        client.begun.get(30, TimeUnit.SECONDS);

        client.watcher.onGone();

        assertThat(google.calls().get(0).awaitEnd(Duration.ofSeconds(30))).isEqualTo(ReceivedCall.End.CLIENT_LEFT);
        assertThat(row().ending()).isEqualTo(Ending.ABANDONED);
    }

    @Test
    void theModelListTakesTheSameWay() throws Exception {
        google.when(key(name(1))).answer(Answers.keySuspended());

        Client client = ended(open(Operation.LIST_MODELS, openAi, ""));

        assertThat(client.text()).contains("\"object\":\"list\"", "gemini-2.5-flash");
        assertThat(client.headers.get("content-length"))
                .isEqualTo(String.valueOf(client.text().getBytes(UTF_8).length));
        assertThat(row().tries()).hasSize(2);
    }

    private Client nativeStream() throws Exception {
        return ended(open(Operation.STREAM, gemini, NATIVE_BODY));
    }

    private Client chat() throws Exception {
        return ended(open(Operation.GENERATE, openAi, CHAT_BODY));
    }

    private Client ended(Client client) throws Exception {
        assertThat(relay.awaitIdle(Duration.ofSeconds(30))).isTrue();
        return client;
    }

    private Client open(Operation operation, Dialect dialect, String body) {
        Client client = new Client();
        String model = dialect == gemini ? "gemini-2.5-flash" : "";
        ClientCall call = new ClientCall(
                "call",
                operation,
                KeyKind.GEMINI,
                dialect == gemini ? "v1beta" : "",
                model,
                dialect == gemini ? Map.of("alt", "sse") : Map.of(),
                Map.of(),
                body.getBytes(UTF_8),
                new Caller("c", "client", false),
                Clock.systemUTC().instant());
        relay.open(call, dialect, client);
        return client;
    }

    private Trail row() throws Exception {
        assertThat(relay.awaitIdle(Duration.ofSeconds(30))).isTrue();
        assertThat(journal).hasSize(1);
        return journal.get(0);
    }

    private static String name(long id) {
        return "AIzaSyForTheRelay" + id;
    }

    private static StoredKey stored(long id) {
        Secret secret = Secret.of(name(id));
        return new StoredKey(
                id,
                "",
                secret,
                secret.masked(),
                KeyKind.GEMINI,
                Optional.empty(),
                true,
                Optional.empty(),
                0,
                Rank.USUAL,
                DayLimit.NONE);
    }

    /** Reads as fast as it can. */
    private static final class Client implements ClientSink {
        private final List<String> writes = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> begun = new CompletableFuture<>();
        private volatile Watcher watcher;
        private volatile int status;
        private volatile Map<String, String> headers = Map.of();
        private volatile boolean aborted;

        private String text() {
            return String.join("", writes);
        }

        @Override
        public void begin(int newStatus, Map<String, String> newHeaders) {
            status = newStatus;
            headers = newHeaders;
            begun.complete(null);
        }

        @Override
        public boolean write(byte[] bytes) {
            writes.add(new String(bytes, UTF_8));
            return true;
        }

        @Override
        public void end() {}

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public void watch(Watcher newWatcher) {
            watcher = newWatcher;
        }
    }
}
