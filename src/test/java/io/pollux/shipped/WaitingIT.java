package io.pollux.shipped;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.pollux.testing.Answer;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.Pollux;
import io.pollux.testing.ReceivedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two keys, and what becomes of calls when neither is ready, or Google has no capacity for anybody. */
class WaitingIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pollux POLLUX = Pollux.start("waiting", Map.of("API_KEYS", Pollux.list(2)));
    private static final AtomicInteger MODELS = new AtomicInteger();

    private final FakeGemini google = POLLUX.google();
    /** Of this test alone, as cool-downs hold for a model. */
    private final String model = "gemini-2.5-waiting-" + MODELS.incrementAndGet();

    @BeforeEach
    void forget() {
        google.reset();
    }

    @AfterAll
    static void close() {
        POLLUX.close();
    }

    @Test
    void aCallWaitsForAKeyThatIsBackInTimeAndItsClientSeesNothingOfIt() {
        google.when(model(model)).answer(Answers.minuteQuota("2s")).times(2);
        google.when(model(model)).answer(Answers.pieces("Hel", "lo"));
        long start = System.nanoTime();

        Bare answer = chat("");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"Hel\"", "\"lo\"", "data: [DONE]").doesNotContain("error");
        assertThat(google.calls()).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void aClientWithoutPatienceIsToldAtOnceWhenAnyKeyIsBack() {
        google.when(model(model)).answer(Answers.minuteQuota("9s")).once();
        google.when(model(model)).answer(Answers.minuteQuota("40s"));

        Bare answer = generate("X-Server-Timeout: 5\r\n");

        assertThat(answer.status()).isEqualTo(429);
        long seconds = Long.parseLong(answer.header("Retry-After").orElseThrow());
        assertThat(seconds).isBetween(5L, 20L);
        assertThat(answer.body())
                .contains("Please retry in " + seconds + "s", "\"retryDelay\":\"" + seconds + "s\"")
                .doesNotContain("40s");
    }

    @Test
    void aWaitBeyondAMinuteIsNotWorthARetryAndBothClientsReadWhy() {
        google.when(model(model)).answer(Answers.minuteQuota("300s"));

        try (Client client = Client.builder()
                .apiKey(Pollux.TOKEN)
                .httpOptions(
                        HttpOptions.builder().baseUrl(POLLUX.base().toString()).build())
                .build()) {
            assertThatThrownBy(() -> client.models.generateContent(model, "hello", null))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.status()).isEqualTo("RESOURCE_EXHAUSTED"));
        }
        assertThatThrownBy(() -> openAi("600").chat().completions().create(hello()))
                .isInstanceOfSatisfying(RateLimitException.class, e -> {
                    assertThat(e.headers().values("x-should-retry")).containsExactly("false");
                    assertThat(e.headers().values("Retry-After")).isEmpty();
                    assertThat(e.getMessage()).contains("Try again in", "minutes");
                });
        assertThat(google.calls()).hasSize(2);
    }

    @Test
    void aModelWithoutCapacityIsLeftAloneAndAllCallsAreAnsweredWhenItHasSome() throws Exception {
        google.when(model(model)).answer(overloadedFor("4s")).times(5);
        google.when(model(model)).answer(Answers.text("Hello"));
        ExecutorService clients = Executors.newFixedThreadPool(5);
        try {
            List<Future<Bare>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(clients.submit(() -> generate("")));
            }
            google.awaitCalls(5, SOON);
            awaitLog("no capacity for " + model);

            Bare hasty = generate("X-Server-Timeout: 1\r\n");
            assertThat(hasty.status()).as(hasty.body()).isEqualTo(503);
            assertThat(Long.parseLong(hasty.header("Retry-After").orElseThrow()))
                    .isBetween(1L, 5L);
            assertThat(hasty.body()).contains("no capacity for " + model, "RetryInfo");
            assertThatThrownBy(() -> openAi("1").chat().completions().create(hello()))
                    .isInstanceOfSatisfying(
                            InternalServerException.class,
                            e -> assertThat(e.headers().values("Retry-After")).hasSize(1));
            assertThat(google.calls()).hasSize(5);

            for (Future<Bare> answer : answers) {
                Bare told = answer.get(30, TimeUnit.SECONDS);
                assertThat(told.status()).as(told.body()).isEqualTo(200);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(google.calls()).hasSize(10);
        assertThat(POLLUX.readyKeys()).isEqualTo(2);
    }

    /** The fifth refusal has not only been sent, it has been heard. */
    private static void awaitLog(String words) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!POLLUX.log().contains(words)) {
            assertThat(System.nanoTime()).as("the log says \"%s\"", words).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void anAnswerWithNothingInItIsReplacedByThatOfAnotherKey() {
        google.when(model(model)).answer(Answers.stopWithoutParts()).once();
        google.when(model(model)).answer(Answers.pieces("Hel", "lo"));

        Bare answer = chat("");

        assertThat(answer.body()).contains("\"Hel\"", "\"lo\"", "data: [DONE]");
        assertThat(google.calls()).hasSize(2).extracting(ReceivedCall::key).doesNotHaveDuplicates();
    }

    @Test
    void aSecondAnswerWithNothingInItIsPassedOn() {
        google.when(model(model)).answer(Answers.stopWithoutParts());

        Bare answer = generate("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(google.calls()).hasSize(2);
    }

    private static Answer overloadedFor(String delay) {
        return Answers.error(GoogleErrors.overloaded()
                .with(new ObjectMapper()
                        .createObjectNode()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", delay)));
    }

    private Bare generate(String headers) {
        return send(
                "/v1beta/models/" + model + ":generateContent",
                headers,
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}");
    }

    private Bare chat(String headers) {
        return send(
                "/v1/chat/completions",
                headers,
                "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    private static Bare send(String path, String headers, String body) {
        return Bare.send(POLLUX.base(), "POST", path, "Authorization: Bearer " + Pollux.TOKEN + "\r\n" + headers, body);
    }

    /** @param patience in seconds, as OpenAI's clients for Python and JavaScript say it by themselves */
    private static OpenAIClient openAi(String patience) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(POLLUX.base() + "/v1")
                .apiKey(Pollux.TOKEN)
                .maxRetries(0)
                .putHeader("X-Stainless-Read-Timeout", patience)
                .build();
    }

    private ChatCompletionCreateParams hello() {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("hello")
                .build();
    }
}
