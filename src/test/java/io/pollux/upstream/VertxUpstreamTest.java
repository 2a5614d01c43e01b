package io.pollux.upstream;

import static io.pollux.upstream.Calls.KEY;
import static io.pollux.upstream.Calls.MODEL;
import static io.pollux.upstream.Calls.PATIENCE;
import static io.pollux.upstream.Calls.body;
import static io.pollux.upstream.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.settings.Settings;
import io.pollux.testing.Answer;
import io.pollux.testing.Answers;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.LogLines;
import io.pollux.testing.Match;
import io.pollux.testing.ReceivedCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server on this machine. */
class VertxUpstreamTest {
    private static final FakeGemini FAKE = FakeGemini.start();
    private static volatile Settings settings;
    private static final VertxUpstream UPSTREAM = upstream();

    @BeforeEach
    void start() {
        FAKE.reset();
        settings = base();
    }

    @AfterAll
    static void close() {
        UPSTREAM.close();
        FAKE.close();
    }

    @Test
    void wholeAnswerIsOneEvent() throws Exception {
        FAKE.when().answer(Answers.text("Hello"));
        Heard heard = send(Operation.GENERATE);

        assertThat(heard.whole()).hasSize(1).first().asString().contains("Hello");
    }

    @Test
    void streamIsItsEventsWithoutFraming() throws Exception {
        FAKE.when().answer(Answers.events("{\"a\":1}", "{\"b\":\"ü\"}"));

        assertThat(send(Operation.STREAM).whole()).containsExactly("{\"a\":1}", "{\"b\":\"ü\"}");
    }

    @Test
    void requestCarriesItsBodyOneCredentialAndNothingOfTheClients() throws Exception {
        GeminiCall call = new GeminiCall(
                Operation.STREAM,
                KeyKind.GEMINI,
                "v1",
                "gemini-2.5-flash",
                "key=clients-token",
                Map.of("authorization", "Bearer clients-token", "cookie", "a=b", "x-goog-api-client", "gl-java"),
                body("Grüße"),
                0);
        Heard heard = new Heard();
        UPSTREAM.send(call, KEY, heard);
        heard.whole();

        ReceivedCall received = FAKE.calls().get(0);
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/v1/models/gemini-2.5-flash:streamGenerateContent");
        assertThat(received.query()).isEqualTo("alt=sse");
        assertThat(received.body()).isEqualTo(call.body());
        assertThat(received.credentials()).containsExactly(KEY.reveal());
        assertThat(received.headers())
                .containsOnlyKeys(
                        "host",
                        "accept",
                        "accept-encoding",
                        "content-type",
                        "content-length",
                        "user-agent",
                        "x-goog-api-client",
                        "x-goog-api-key");
        assertThat(received.headers().values().toString()).doesNotContain("clients-token");
    }

    @Test
    void listIsAGetWithoutBody() throws Exception {
        Heard heard = new Heard();
        UPSTREAM.send(call(Operation.LIST_MODELS), KEY, heard);

        assertThat(heard.whole()).hasSize(1).first().asString().contains("\"models\"");
        assertThat(FAKE.calls().get(0).method()).isEqualTo("GET");
        assertThat(FAKE.calls().get(0).headers()).doesNotContainKeys("content-type", "content-length");
    }

    @Test
    void errorStatusIsReadAndScrubbed() throws Exception {
        FAKE.when().answer(Answers.keySuspended());
        Failure.KeyRefused refused = send(Operation.STREAM).failure(Failure.KeyRefused.class);

        assertThat(refused.refusal()).isEqualTo(Failure.Refusal.SUSPENDED);
        assertThat(refused.report().message()).doesNotContain(KEY.reveal());
        assertThat(new String(refused.report().body(), StandardCharsets.UTF_8)).doesNotContain(KEY.reveal());
    }

    @Test
    void spentQuotaSaysForHowLong() throws Exception {
        FAKE.when().answer(Answers.minuteQuota());
        Failure.QuotaSpent spent = send(Operation.GENERATE).failure(Failure.QuotaSpent.class);

        assertThat(spent.window()).isEqualTo(QuotaWindow.MINUTE);
        assertThat(spent.retryDelay()).contains(Duration.ofSeconds(33));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void errorInsideAStreamEndsItInEitherFraming(int events) throws Exception {
        for (Answer answer : new Answer[] {
            pieces().errorAfterEvents(events, GoogleErrors.overloaded()),
            pieces().bareErrorAfterEvents(events, GoogleErrors.overloaded()),
            pieces().barePrettyErrorAfterEvents(events, GoogleErrors.overloaded())
        }) {
            FAKE.reset();
            FAKE.when().answer(answer);
            Heard heard = send(Operation.STREAM);

            assertThat(heard.failure(Failure.ModelOverloaded.class).report().status())
                    .isEqualTo(503);
            assertThat(heard.events()).hasSize(events);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void streamCutOffIsAFailureAfterAllItsEvents(int events) throws Exception {
        for (Answer answer : new Answer[] {pieces().closeAfterEvents(events), pieces().resetAfterEvents(events)}) {
            FAKE.reset();
            FAKE.when().answer(answer);
            Heard heard = send(Operation.STREAM);

            heard.failure(Failure.GoogleFailed.class);
            assertThat(heard.events()).hasSize(events);
        }
    }

    @Test
    void streamCutInTheMiddleOfAnEventIsAFailureWithoutThatEvent() throws Exception {
        FAKE.when().answer(Answers.events("{\"a\":1}", "{\"b\":2}").closeAfterBytes(24));
        Heard heard = send(Operation.STREAM);

        heard.failure(Failure.GoogleFailed.class);
        assertThat(heard.events()).containsExactly("{\"a\":1}");
    }

    @Test
    void streamThatEndsEarlyButProperlyEnds() throws Exception {
        FAKE.when().answer(pieces().endAfterEvents(2));

        assertThat(send(Operation.STREAM).whole()).hasSize(2);
    }

    @Test
    void wholeAnswerCutOffIsAFailureWithoutEvent() throws Exception {
        FAKE.when().answer(Answers.text("Hello").closeAfterBytes(20));
        Heard heard = send(Operation.GENERATE);

        heard.failure(Failure.GoogleFailed.class);
        assertThat(heard.events()).isEmpty();
    }

    @Test
    void connectionThatBreaksBeforeAnAnswerIsTheEgresses() throws Exception {
        for (Answer answer : new Answer[] {pieces().closeBeforeHead(), pieces().resetBeforeHead()}) {
            FAKE.reset();
            FAKE.when().answer(answer);
            Failure.EgressFailed failed = send(Operation.STREAM).failure(Failure.EgressFailed.class);

            assertThat(failed.location()).isFalse();
            assertThat(failed.report().status()).isEqualTo(502);
        }
    }

    @Test
    void nobodyListeningIsTheEgresses() throws Exception {
        settings = settings.with(Settings.BASE_URL, URI.create("http://127.0.0.1:1"));

        assertThat(send(Operation.GENERATE)
                        .failure(Failure.EgressFailed.class)
                        .report()
                        .status())
                .isEqualTo(502);
    }

    @Test
    void unknownHostIsTheEgresses() throws Exception {
        settings = settings.with(Settings.BASE_URL, URI.create("http://no-such-host.invalid"));

        assertThat(send(Operation.GENERATE)
                        .failure(Failure.EgressFailed.class)
                        .report()
                        .message())
                .contains("unknown");
    }

    @Test
    void silenceBeforeTheAnswerIsOverdue() throws Exception {
        settings = settings.with(Settings.TIME_OUT, Duration.ofSeconds(1));
        FAKE.when().answer(pieces().stallBeforeHead());
        Heard heard = send(Operation.STREAM);

        Failure.Overdue overdue = heard.failure(Failure.Overdue.class);
        assertThat(overdue.report().status()).isEqualTo(504);
        assertThat(overdue.anotherKeyMayHelp()).isFalse();
        assertThat(FAKE.calls().get(0).awaitEnd(PATIENCE)).isEqualTo(ReceivedCall.End.CLIENT_LEFT);
    }

    @Test
    void silenceBetweenEventsIsOverdue() throws Exception {
        settings = settings.with(Settings.TIME_OUT, Duration.ofSeconds(1));
        FAKE.when().answer(pieces().stallAfterEvents(2));
        Heard heard = send(Operation.STREAM);

        heard.failure(Failure.Overdue.class);
        assertThat(heard.events()).hasSize(2);
    }

    @Test
    void slowStreamThatIsNeverSilentIsNotOverdue() throws Exception {
        settings = settings.with(Settings.TIME_OUT, Duration.ofSeconds(1));
        FAKE.when().answer(pieces().betweenEvents(Duration.ofMillis(400)));

        assertThat(send(Operation.STREAM).whole()).hasSize(4);
    }

    @Test
    void callThatDoesNotEndIsOverdueThoughItTalks() throws Exception {
        settings = settings.with(Settings.POLLUX_STREAM_TOTAL_TIMEOUT, Duration.ofSeconds(1));
        FAKE.when().answer(Answers.text("x".repeat(100), 100).betweenEvents(Duration.ofMillis(100)));
        Heard heard = send(Operation.STREAM);

        heard.failure(Failure.Overdue.class);
        assertThat(heard.events()).hasSizeBetween(1, 50);
    }

    @Test
    void errorWhoseBodyNeverEndsIsReadFromWhatCame() throws Exception {
        settings = settings.with(Settings.TIME_OUT, Duration.ofSeconds(1));
        FAKE.when()
                .answer(Answers.raw(429, "application/json", "{\"error\":{\"code\":429}}")
                        .stallAfterBytes(10));

        assertThat(send(Operation.GENERATE).failure(Failure.QuotaSpent.class).window())
                .isEqualTo(QuotaWindow.UNSTATED);
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        FAKE.when().answer(Answers.raw(302, "text/html", "<html>moved</html>"));

        send(Operation.GENERATE).failure(Failure.EgressFailed.class);
        assertThat(FAKE.calls()).hasSize(1);
    }

    @Test
    void emptyAnswerIsGooglesFailure() throws Exception {
        FAKE.when().answer(Answers.raw(200, "application/json", ""));

        send(Operation.GENERATE).failure(Failure.GoogleFailed.class);
    }

    @Test
    void pageInPlaceOfAStreamIsGooglesFailure() throws Exception {
        FAKE.when().answer(Answers.raw(200, "text/html", "<html>\nSign in to the network\n</html>"));

        send(Operation.STREAM).failure(Failure.GoogleFailed.class);
    }

    @Test
    void badModelNameFailsWithoutACall() throws Exception {
        Heard heard = new Heard();
        UPSTREAM.send(call(Operation.GENERATE, "../../v1/files"), KEY, heard);

        heard.failure(Failure.BadCall.class);
        assertThat(FAKE.calls()).isEmpty();
    }

    @Test
    void cancelClosesTheConnectionAndNothingMoreIsHeard() throws Exception {
        FAKE.when().answer(pieces().betweenEvents(Duration.ofMillis(100)));
        Heard heard = new Heard();
        Upstream.Sending sending = UPSTREAM.send(call(Operation.STREAM), KEY, heard);
        heard.awaitEvents(1);
        sending.cancel();
        sending.cancel();

        assertThat(FAKE.calls().get(0).awaitEnd(PATIENCE)).isEqualTo(ReceivedCall.End.CLIENT_LEFT);
        assertThat(heard.isOver()).isFalse();
        assertThat(heard.events().size()).isLessThan(4);
    }

    @Test
    void cancelInsideAnEventStopsTheOnesThatHaveArrivedWithIt() throws Exception {
        FAKE.when().answer(pieces());
        Upstream.Sending[] sending = new Upstream.Sending[1];
        Heard heard = new Heard(event -> sending[0].cancel());
        synchronized (sending) {
            sending[0] = UPSTREAM.send(call(Operation.STREAM), KEY, heard);
        }
        heard.awaitEvents(1);

        send(Operation.GENERATE).whole();
        assertThat(heard.events()).hasSize(1);
        assertThat(heard.isOver()).isFalse();
    }

    @Test
    void cancelAtAnyMomentBeforeTheAnswerMeansNothingIsHeard() throws Exception {
        FAKE.when(Match.key(KEY.reveal())).answer(pieces().stallBeforeHead()).times(20);
        Heard heard = new Heard();
        for (int round = 0; round < 20; round++) {
            Upstream.Sending sending = UPSTREAM.send(call(Operation.GENERATE), KEY, heard);
            if (round % 2 == 0) {
                FAKE.awaitCalls(round / 2 + 1, PATIENCE);
            }
            sending.cancel();
        }
        FAKE.reset();
        send(Operation.GENERATE).whole();
        assertThat(heard.isOver()).isFalse();
        assertThat(heard.events()).isEmpty();
    }

    @Test
    void listenerThatFailsEndsTheCallAsOurFault() throws Exception {
        FAKE.when().answer(pieces());
        Heard heard = new Heard(event -> {
            throw new IllegalStateException("a listener's bug");
        });
        try (LogLines log = LogLines.of(OpenCall.class)) {
            UPSTREAM.send(call(Operation.STREAM), KEY, heard);
            heard.failure(Failure.OwnFault.class);
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(heard.events()).hasSize(1);
    }

    @Test
    void callSentFromAListenerStaysOnItsThread() throws Exception {
        Thread[] threads = new Thread[2];
        Heard second = new Heard(event -> threads[1] = Thread.currentThread());
        Heard first = new Heard(event -> {
            threads[0] = Thread.currentThread();
            UPSTREAM.send(call(Operation.GENERATE), KEY, second);
        });
        UPSTREAM.send(call(Operation.GENERATE), KEY, first);
        first.whole();
        second.whole();

        assertThat(threads[1]).isSameAs(threads[0]);
    }

    @Test
    void largeBodyArrivesWhole() throws Exception {
        byte[] body = body("x".repeat(8 * 1024 * 1024));
        Heard heard = new Heard();
        UPSTREAM.send(
                new GeminiCall(Operation.COUNT_TOKENS, KeyKind.GEMINI, "", MODEL, "", Map.of(), body, 0), KEY, heard);
        heard.whole();

        assertThat(FAKE.calls().get(0).body()).hasSize(body.length);
    }

    @Test
    void vertexKeyGoesToVertex() throws Exception {
        settings =
                settings.with(Settings.VERTEX_EXPRESS_BASE_URL, URI.create(FAKE.url() + "/v1beta1/publishers/google"));
        Heard heard = new Heard();
        UPSTREAM.send(
                new GeminiCall(
                        Operation.GENERATE, KeyKind.VERTEX, "v1beta", "gemini-2.5-flash", "", Map.of(), body("hi"), 0),
                KEY,
                heard);
        heard.whole();

        assertThat(FAKE.calls().get(0).path())
                .isEqualTo("/v1beta1/publishers/google/models/gemini-2.5-flash:generateContent");
    }

    private static Answer pieces() {
        return Answers.pieces("one", "two", "three", "four");
    }

    private static Heard send(Operation operation) {
        Heard heard = new Heard();
        UPSTREAM.send(call(operation), KEY, heard);
        return heard;
    }

    private static Settings base() {
        return Settings.defaults().with(Settings.BASE_URL, URI.create(FAKE.url()));
    }

    private static VertxUpstream upstream() {
        settings = base();
        return new VertxUpstream(() -> settings);
    }
}
