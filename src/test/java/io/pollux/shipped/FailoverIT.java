package io.pollux.shipped;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pollux.testing.Answer;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.Pollux;
import io.pollux.testing.ReceivedCall;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverIT {
    private static final Pollux POLLUX = Pollux.shared();
    private static final int MAX_RETRIES = 3;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger MODELS = new AtomicInteger();

    private final FakeGemini google = POLLUX.google();
    /** Of this test alone, as cool-downs hold for a model. */
    private final String model = "gemini-2.5-failover-" + MODELS.incrementAndGet();

    @BeforeEach
    void forget() {
        google.reset();
    }

    static Stream<Arguments> failuresOfAKey() {
        return Stream.of(
                arguments("key not valid", Answers.keyInvalid()),
                arguments("key expired", Answers.keyExpired()),
                arguments("key leaked", Answers.keyLeaked()),
                arguments("key suspended, with the key in the text", Answers.keySuspended()),
                arguments("service disabled", Answers.serviceDisabled()),
                arguments("unauthenticated", Answers.unauthenticated()),
                arguments("requests of the day", Answers.dailyQuota()),
                arguments("requests of the minute", Answers.minuteQuota()),
                arguments("tokens of the minute", Answers.tokenQuota("20s")),
                arguments("several quotas", Answers.severalQuotas()),
                arguments("no quota at all", Answers.noQuotaAtAll()),
                arguments("quota without details", Answers.quotaWithoutDetails()),
                arguments("spending cap", Answers.spendingCap()),
                arguments("model closed to the project", Answers.modelClosed()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresOfAKey")
    void aKeyThatFailsIsReplacedUnseen(String name, Answer failure) {
        google.when(model(model)).answer(failure).once();
        google.when(model(model)).answer(Answers.pieces("Hel", "lo"));

        Bare answer = generate();

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Hello").doesNotContain("error");
        assertThat(google.calls()).hasSize(2).extracting(ReceivedCall::key).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresOfAKey")
    void aKeyThatFailsIsReplacedUnseenInAStream(String name, Answer failure) {
        google.when(model(model)).answer(failure).once();
        google.when(model(model)).answer(Answers.pieces("Hel", "lo"));

        Bare answer = chat();

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"Hel\"", "\"lo\"", "data: [DONE]").doesNotContain("error");
        assertThat(google.calls()).hasSize(2).extracting(ReceivedCall::key).doesNotHaveDuplicates();
    }

    static Stream<Arguments> failuresOfGoogle() {
        return Stream.of(
                arguments("internal error", Answers.internal()),
                arguments("overloaded", Answers.overloaded()),
                arguments("no capacity", Answers.capacityExhausted(503)),
                arguments("deadline exceeded", Answers.deadlineExceeded()),
                arguments("a page in HTML", Answers.badGateway()),
                arguments("connection closed", Answers.usual().closeBeforeHead()),
                arguments("connection reset", Answers.usual().resetBeforeHead()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresOfGoogle")
    void whatIsGooglesFaultIsTriedAgainAndBlamesNoKey(String name, Answer failure) {
        int ready = POLLUX.readyKeys();
        google.when(model(model)).answer(failure).once();
        google.when(model(model)).answer(Answers.text("Hello"));

        Bare answer = generate();

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(google.calls()).hasSize(2);
        assertThat(POLLUX.readyKeys()).isEqualTo(ready);
    }

    @Test
    void aCallHasExactlyTheAttemptsOfMaxRetries() {
        google.when(model(model)).answer(Answers.keyInvalid());
        int ready = POLLUX.readyKeys();

        Bare answer = generate();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("API key not valid");
        assertThat(google.calls())
                .hasSize(MAX_RETRIES)
                .extracting(ReceivedCall::key)
                .doesNotHaveDuplicates();
        assertThat(POLLUX.readyKeys()).isEqualTo(ready - MAX_RETRIES);
    }

    @Test
    void aBadRequestIsOneCallAndBlamesNoKey() {
        int ready = POLLUX.readyKeys();
        google.when(model(model)).answer(Answers.error(GoogleErrors.invalid("The temperature is too high.")));

        Bare answer = generate();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText()).isEqualTo("The temperature is too high.");
        assertThat(chat().status()).isEqualTo(400);
        assertThat(google.calls()).hasSize(2);
        assertThat(POLLUX.readyKeys()).isEqualTo(ready);
    }

    /** In a house of its own: the way out is closed for a while after that, for everybody. */
    @Test
    void aPlaceThatGoogleDoesNotServeIsNoKeysFault() {
        Pollux elsewhere = Pollux.start("elsewhere", Map.of("API_KEYS", Pollux.list(3)));
        try {
            elsewhere.google().when(model(model)).answer(Answers.locationUnsupported());

            Bare answer = Bare.post(elsewhere.base(), "/v1beta/models/" + model + ":generateContent", body());

            assertThat(answer.status()).isBetween(400, 599);
            assertThat(elsewhere.google().calls()).hasSize(1);
            assertThat(elsewhere.readyKeys()).isEqualTo(3);
        } finally {
            elsewhere.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models/%s:generateContent", "/v1beta/models/%s:streamGenerateContent?alt=sse"})
    void googleGetsOneCredentialAndNothingOfTheClients(String path) {
        String headers = "Authorization: Bearer " + Pollux.TOKEN + "\r\nx-api-key: " + Pollux.TOKEN + "\r\n"
                + "Cookie: a=b\r\n"
                + "X-Forwarded-For:"
                + " 192.0.2.1\r\n"
                + "Forwarded:"
                + " for=192.0.2.1\r\n"
                + "Origin:"
                + " https://a.example\r\n"
                + "Referer:"
                + " https://a.example/?key=" + Pollux.TOKEN + "\r\nOpenAI-Organization: o\r\nX-Custom: c\r\n"
                + "anthropic-version: 2023-06-01\r\nX-Goog-Api-Client: google-genai-sdk/1\r\n";
        String target = path.formatted(model);

        Bare.send(
                POLLUX.base(),
                "POST",
                target + (target.contains("?") ? "&" : "?") + "key=" + Pollux.TOKEN,
                headers,
                body());

        ReceivedCall call = google.calls().get(0);
        assertThat(call.credentials()).hasSize(1).allMatch(key -> key.startsWith(Pollux.KEY_MARK));
        assertThat(call.header("x-goog-api-key")).isPresent();
        assertThat(call.header("x-goog-api-client")).contains("google-genai-sdk/1");
        Set<String> sent = call.headers().keySet();
        assertThat(sent.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotContain(
                        "authorization", "x-api-key", "cookie", "x-forwarded-for", "forwarded", "origin", "referer")
                .doesNotContain("openai-organization", "x-custom", "anthropic-version", "x-request-id");
        assertThat(call.headers() + call.query() + call.text()).doesNotContain(Pollux.TOKEN);
    }

    @Test
    void noKeyAndNoTokenStandsInTheLog() {
        google.when(model(model)).answer(Answers.keySuspended()).once();
        google.when(model(model)).answer(Answers.keyLeaked()).once();
        google.when(model(model)).answer(Answers.keySuspended());

        assertThat(generate().status()).isEqualTo(503);
        assertThat(google.calls()).hasSize(MAX_RETRIES);
        assertThat(POLLUX.log())
                .doesNotContain(Pollux.KEY_MARK, Pollux.TOKEN, Pollux.OTHER_TOKEN, Pollux.ADMINISTRATOR)
                .doesNotContain("\n\tat ");
    }

    @ParameterizedTest
    @CsvSource({"/v1beta/models/%s:streamGenerateContent?alt=sse", "/v1/chat/completions"})
    void aClientThatLeavesMidStreamEndsGooglesCall(String path) throws IOException {
        google.when(model(model)).answer(Answers.text("x".repeat(300), 300).betweenEvents(Duration.ofMillis(100)));
        String body = path.contains("%s")
                ? body()
                : "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        try (Socket socket = Bare.open(POLLUX.base())) {
            String head = "POST " + path.formatted(model) + " HTTP/1.1\r\nHost: localhost\r\nx-api-key: " + Pollux.TOKEN
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        ReceivedCall call = google.awaitCalls(1, SOON).get(0);
        assertThat(call.awaitEnd(SOON)).isEqualTo(ReceivedCall.End.CLIENT_LEFT);
        assertThat(call.eventsSent()).isLessThan(300);
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void aSilentCallEndsAtItsDeadlineIsNotRepeatedAndBlamesNoKey() {
        int ready = POLLUX.readyKeys();
        google.when(model(model)).answer(Answers.usual().stallBeforeHead());

        Bare silent = generate();
        Bare openAi = chat();

        assertThat(silent.status()).isEqualTo(504);
        assertThat(silent.json().at("/error/status").asText()).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(openAi.status()).isEqualTo(504);
        assertThat(google.calls()).hasSize(2);
        assertThat(google.calls().get(0).awaitEnd(SOON)).isEqualTo(ReceivedCall.End.CLIENT_LEFT);
        assertThat(POLLUX.readyKeys()).isEqualTo(ready);
    }

    @Test
    void eachCallTakesAnotherKeyInTurn() {
        for (int i = 0; i < 10; i++) {
            assertThat(generate().status()).isEqualTo(200);
        }

        List<String> keys = google.calls().stream().map(ReceivedCall::key).toList();
        assertThat(keys).hasSize(10).doesNotHaveDuplicates();
    }

    private Bare generate() {
        return Bare.post(POLLUX.base(), "/v1beta/models/" + model + ":generateContent", body());
    }

    private Bare chat() {
        return Bare.post(
                POLLUX.base(),
                "/v1/chat/completions",
                "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    private static String body() {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
    }
}
