package io.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://g.example/v1beta,,          /v1beta/models/m:generateContent",
        "https://g.example/v1beta,v1,        /v1/models/m:generateContent",
        "https://g.example/v1beta/,v1alpha,  /v1alpha/models/m:generateContent",
        "https://g.example,,                 /v1beta/models/m:generateContent",
        "https://g.example,v1,               /v1/models/m:generateContent",
        "https://g.example/,v1,              /v1/models/m:generateContent",
        "https://g.example/a/b,v1,           /a/b/v1/models/m:generateContent",
        "https://g.example/a/v1/b,v1beta,    /a/v1/b/v1beta/models/m:generateContent",
        "https://g.example/a/v1,,            /a/v1/models/m:generateContent",
        "https://g.example/v1beta2,,         /v1beta2/models/m:generateContent"
    })
    void versionOfThePathReplacesTheBases(String base, String version, String expected) {
        assertThat(gemini(base).uri(call(Operation.GENERATE, version == null ? "" : version, "m", "")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/v1beta1/publishers/google,,              /v1beta1/publishers/google/models/m:generateContent",
        "https://a.example/v1beta1/publishers/google,v1beta,        /v1beta1/publishers/google/models/m:generateContent",
        "https://a.example/v1beta1/publishers/google,v1,            /v1/publishers/google/models/m:generateContent",
        "https://a.example/v1/publishers/google/models,v1beta1,     /v1beta1/publishers/google/models/m:generateContent",
        "https://a.example,,                                        /v1beta1/publishers/google/models/m:generateContent",
        "https://a.example/x/v1/publishers/google,,                 /x/v1/publishers/google/models/m:generateContent"
    })
    void vertexKeepsItsPublisherAndItsOwnVersions(String base, String version, String expected) {
        GeminiCall call = call(Operation.GENERATE, version == null ? "" : version, "m", "");
        assertThat(GoogleAddress.vertex(URI.create(base)).uri(call)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash,        /v1/models/gemini-2.5-flash:countTokens",
        "models/gemini-2.5-flash, /v1/models/gemini-2.5-flash:countTokens",
        "tunedModels/x,           /v1/tunedModels/x:countTokens",
        "dynamic/x,               /v1/dynamic/x:countTokens",
        "a?key=b,                 /v1/models/a%3Fkey%3Db:countTokens",
        "a#b,                     /v1/models/a%23b:countTokens",
        "a%2fb,                   /v1/models/a%252fb:countTokens",
        "a:generateContent,       /v1/models/a%3AgenerateContent:countTokens",
        "a b\\c,                  /v1/models/a%20b%5Cc:countTokens",
        "modèle,                  /v1/models/mod%C3%A8le:countTokens",
        "%2e%2e,                  /v1/models/%252e%252e:countTokens",
        "..x,                     /v1/models/..x:countTokens"
    })
    void modelIsOneNameWhateverStandsInIt(String model, String expected) {
        assertThat(gemini("https://g.example").uri(call(Operation.COUNT_TOKENS, "v1", model, "")))
                .isEqualTo(expected);
    }

    @Test
    void lineBreaksNeverReachTheRequestLine() {
        assertThat(gemini("https://g.example").uri(call(Operation.GENERATE, "v1", "a\r\nHost: b", "x=\r\ny")))
                .isEqualTo("/v1/models/a%0D%0AHost%3A%20b:generateContent?x=%0D%0Ay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "tunedModels/..", "../../admin", "models//x", "/x", "x/", "a/./b"})
    void nameThatClimbsIsABadCall(String model) {
        assertThatThrownBy(() -> gemini("https://g.example").uri(call(Operation.GENERATE, "v1", model, "")))
                .isInstanceOfSatisfying(
                        FailureException.class, bad -> assertThat(bad.failure()).isInstanceOf(Failure.BadCall.class));
    }

    @ParameterizedTest
    @CsvSource({
        "STREAM,      m, '',                        /v1/models/m:streamGenerateContent?alt=sse",
        "STREAM,      m, alt=json&a=b,              /v1/models/m:streamGenerateContent?alt=sse&a=b",
        "LIST_MODELS, '', pageSize=5&pageToken=a%2B, /v1/models?pageSize=5&pageToken=a%2B",
        "GET_MODEL,   m, '',                        /v1/models/m",
        "GENERATE,    m, key=K&access_token=T&x=1,  /v1/models/m:generateContent?x=1",
        "GENERATE,    m, %6Bey=K&KEY=K&$key=K,      /v1/models/m:generateContent",
        "GENERATE,    m, callback=f&alt=proto,      /v1/models/m:generateContent",
        "GENERATE,    m, $httpHeaders=a&$fields=b,  /v1/models/m:generateContent?$fields=b",
        "GENERATE,    m, prettyPrint=false&quotaUser=u, /v1/models/m:generateContent?prettyPrint=false&quotaUser=u",
        "GENERATE,    m, a=b#c d&&%zz=1,            /v1/models/m:generateContent?a=b%23c%20d"
    })
    void queryPassesWithoutCredentialsAndFraming(Operation operation, String model, String query, String expected) {
        assertThat(gemini("https://g.example").uri(call(operation, "v1", model, query)))
                .isEqualTo(expected);
    }

    @Test
    void portIsTheSchemesUnlessNamed() {
        assertThat(gemini("https://g.example/v1").server()).isEqualTo(new HostPort("g.example", 443));
        assertThat(gemini("http://g.example").server()).isEqualTo(new HostPort("g.example", 80));
        assertThat(gemini("http://[::1]:8080").server().name()).isEqualTo("::1");
    }

    private static GoogleAddress gemini(String base) {
        return GoogleAddress.gemini(URI.create(base));
    }

    private static GeminiCall call(Operation operation, String version, String model, String query) {
        return new GeminiCall(operation, KeyKind.GEMINI, version, model, query, Map.of(), new byte[0], 0);
    }
}
