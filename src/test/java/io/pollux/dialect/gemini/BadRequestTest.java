package io.pollux.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.pollux.dialect.Preferences;
import io.pollux.dialect.Preferences.Tools;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a proper body is a bad call of the client's, and nothing worse. */
class BadRequestTest {
    private static final GeminiDialect DIALECT =
            new GeminiDialect(() -> Preferences.NONE.withTools(new Tools(true, true, Set.of("m"))));

    private static final String SAMPLE =
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Grüße \\u00e4 😀\"}]}],"
                    + "\"tools\":[{\"codeExecution\":{}}],\"generationConfig\":{\"temperature\":-1.5e-3,\"x\":[true,false,null]},"
                    + "\"safetySettings\":[]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "1",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{} {}",
                "{}x",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
                "// comment\n{}",
                "<html>",
                "{\"contents\":[}",
                "{\"tools\":[{]}"
            })
    void whatIsNoJsonObjectIsABadCall(String body) {
        for (Operation operation : Operation.values()) {
            if (!operation.reads()) {
                assertThatThrownBy(() -> DIALECT.read(Calls.of(operation, "m", body)))
                        .isInstanceOfSatisfying(FailureException.class, BadRequestTest::isClear);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"LIST_MODELS", "GET_MODEL"},
            mode = EnumSource.Mode.EXCLUDE)
    void deepNestingIsABadCallAtOnce(Operation operation) {
        byte[] body = ("{\"contents\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(UTF_8);
        byte[] objects =
                ("{\"generationConfig\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001)).getBytes(UTF_8);

        for (byte[] deep : new byte[][] {body, objects}) {
            assertThatThrownBy(() -> DIALECT.read(Calls.of(operation, "m", deep)))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("nested deeper than 500");
        }
    }

    @Test
    void tenMillionElementsAreReadWithinSeconds() {
        byte[] body = ("{\"contents\":[" + "1,".repeat(9_999_999) + "1]}").getBytes(UTF_8);
        byte[] objects = ("{\"contents\":[" + "{},".repeat(9_999_999) + "{}]}").getBytes(UTF_8);

        assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(read(body).body().length).isGreaterThan(body.length);
            assertThat(read(objects).body().length).isGreaterThan(objects.length);
        });
    }

    @Test
    void hundredMegabyteStringIsNotCopied() {
        byte[] body = new byte[100_000_000];
        Arrays.fill(body, (byte) 'A');
        byte[] head = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"data\":\"".getBytes(UTF_8);
        byte[] tail = "\"}}]}]}".getBytes(UTF_8);
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(tail, 0, body, body.length - tail.length, tail.length);
        GeminiDialect plain = new GeminiDialect(() -> Preferences.NONE);

        assertTimeout(Duration.ofSeconds(10), () -> assertThat(
                        plain.read(Calls.of(Operation.GENERATE, "m", body)).body())
                .isSameAs(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contents\":1}",
                "{\"contents\":\"x\",\"tools\":\"x\",\"generationConfig\":\"x\",\"safetySettings\":3}",
                "{\"contents\":{\"parts\":[]},\"tools\":{\"functionDeclarations\":[]},\"generationConfig\":[]}",
                "{\"contents\":[[],null,1,{\"parts\":{}},{\"parts\":[1,[],\"x\",{\"functionCall\":null}]}]}",
                "{\"tools\":[null,[],1,{\"a\":{}}],\"generationConfig\":{\"responseMimeType\":[1]}}",
                "{\"\":1,\"_\":2,\"__\":3,\"a_\":4,\"tools\":true}"
            })
    void wrongTypesAreForGoogleToRefuse(String body) {
        assertThat(new String(read(body.getBytes(UTF_8)).body(), UTF_8)).contains(body.substring(1, body.length() - 1));
    }

    @Test
    void bodyInAnotherCharsetIsABadCall() {
        assertThatThrownBy(() -> read("{\"contents\":[]}".getBytes(UTF_16LE))).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> read(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void everyCutOfABodyIsABadCall() {
        byte[] whole = SAMPLE.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOfSatisfying(FailureException.class, BadRequestTest::isClear);
        }
    }

    @Test
    void randomDamageIsABadCallOrPasses() {
        Random random = new Random(20261121);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = SAMPLE.getBytes(UTF_8);
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Throwable thrown = catchThrowable(() -> read(damaged));
            if (thrown != null) {
                assertThat(thrown).isInstanceOfSatisfying(FailureException.class, BadRequestTest::isClear);
            }
        }
    }

    @Test
    void refusalDoesNotRepeatTheBody() {
        assertThatThrownBy(() -> read("{\"contents\": sesame}".getBytes(UTF_8)))
                .hasMessageContaining("line 1, column 1")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void hundredsOfThousandsOfNamesAreReadWithinSeconds() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 300_000; i++) {
            body.append("\"k").append(Integer.toString(i, 36)).append("\":0,");
        }
        byte[] many = body.append("\"z\":0}").toString().getBytes(UTF_8);

        assertTimeout(Duration.ofSeconds(10), () -> assertThat(read(many)).isNotNull());
    }

    private static GeminiCall read(byte[] body) {
        return DIALECT.read(Calls.of(Operation.GENERATE, "m", body));
    }

    private static void isClear(FailureException thrown) {
        assertThat(thrown.failure()).isInstanceOf(Failure.BadCall.class);
        assertThat(thrown.failure().report().status()).isEqualTo(400);
        assertThat(thrown.failure().report().code()).isEqualTo("INVALID_ARGUMENT");
        assertThat(thrown.failure().report().message()).isNotBlank().hasSizeLessThan(200);
    }
}
