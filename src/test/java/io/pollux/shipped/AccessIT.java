package io.pollux.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.Bare;
import io.pollux.testing.Pollux;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT {
    private static final Pollux POLLUX = Pollux.shared();
    private static final String CHAT = "/v1/chat/completions";
    private static final String NATIVE = "/v1beta/models/gemini-2.5-flash:generateContent";
    private static final String GOOD = "Authorization: Bearer " + Pollux.TOKEN + "\r\n";

    @BeforeEach
    void forget() {
        POLLUX.google().reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer " + Pollux.TOKEN,
                "authorization: bearer " + Pollux.TOKEN,
                "x-goog-api-key: " + Pollux.TOKEN,
                "x-api-key: " + Pollux.TOKEN,
                "api-key: " + Pollux.TOKEN,
                "Authorization: Bearer " + Pollux.ADMINISTRATOR,
                "Authorization: Bearer " + Pollux.OTHER_TOKEN,
            })
    void eachWayToPresentATokenOpensEachDialect(String header) {
        assertThat(call(CHAT, header + "\r\n").status()).isEqualTo(200);
        assertThat(call(NATIVE, header + "\r\n").status()).isEqualTo(200);
        assertThat(POLLUX.google().calls()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, NATIVE})
    void theTokenMayStandInTheQuery(String path) {
        assertThat(call(path + "?key=" + Pollux.TOKEN, "").status()).isEqualTo(200);
        assertThat(POLLUX.google().calls().get(0).query()).doesNotContain(Pollux.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-goog-api-key: \r\n", "Authorization: Bearer \r\n", "x-api-key:\r\n", "Authorization: \r\n"})
    void anEmptyTokenCountsAsAbsent(String empty) {
        assertThat(call(NATIVE, empty + "api-key: " + Pollux.TOKEN + "\r\n").status())
                .isEqualTo(200);
        assertThat(call(NATIVE, empty).status()).isEqualTo(401);
        assertThat(call(NATIVE + "?key=", "").status()).isEqualTo(401);
    }

    @Test
    void oneTokenTwiceIsOneToken() {
        assertThat(call(NATIVE, GOOD + "x-goog-api-key: " + Pollux.TOKEN + "\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-goog-api-key: sk-other",
                "x-goog-api-key: " + Pollux.OTHER_TOKEN,
                "Authorization: Bearer sk-other",
                "api-key: " + Pollux.ADMINISTRATOR,
            })
    void twoDifferentTokensAreRefused(String second) {
        assertThat(call(CHAT, GOOD + second + "\r\n").status()).isEqualTo(401);
        assertThat(call(NATIVE + "?key=" + Pollux.TOKEN, second + "\r\n").status())
                .isEqualTo(401);
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @Test
    void aWrongTokenIsRefusedInTheCallersDialect() {
        Bare chat = call(CHAT, "Authorization: Bearer sk-wrong\r\n");
        Bare google = call(NATIVE, "x-goog-api-key: sk-wrong\r\n");

        assertThat(chat.status()).isEqualTo(401);
        assertThat(chat.json().at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(google.status()).isEqualTo(401);
        assertThat(google.json().at("/error/status").asText()).isEqualTo("UNAUTHENTICATED");
        assertThat(google.json().at("/error/code").asInt()).isEqualTo(401);
        assertThat(chat.body() + google.body()).doesNotContain("sk-wrong");
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHAT,
                NATIVE,
                "/v1/models",
                "/v1beta/models/gemini-2.5-flash",
                "/openai/v1/embeddings",
                "/hf/v1/chat/completions",
                "/api/v1/models",
                "/gemini/v1beta/models",
                "/vertex-express/v1beta1/models",
                "/upload/v1beta/files",
                "/v1beta/files",
            })
    void browsersMayAskBeforeTheyCallAndNeedNoTokenForIt(String path) {
        String preflight = "Origin: https://app.example\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: x-goog-api-key,content-type\r\n";
        Bare answer = Bare.send(POLLUX.base(), "OPTIONS", path, preflight, "");

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isPresent();
        assertThat(answer.header("Access-Control-Allow-Headers").orElse("").toLowerCase(Locale.ROOT))
                .containsAnyOf("x-goog-api-key", "*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void answersToBrowsersSayThatTheirScriptMayReadThem() {
        Bare good = call(CHAT, GOOD + "Origin: https://app.example\r\n");
        Bare bad = call(CHAT, "Origin: https://app.example\r\n");

        assertThat(good.header("Access-Control-Allow-Origin")).isPresent();
        assertThat(bad.header("Access-Control-Allow-Origin")).isPresent();
        assertThat(good.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1//chat/completions",
                "/./v1/./chat/completions",
                "/v1/chat/completions/",
                "/v1/%63hat/completions",
                "/v1%2Fchat%2fcompletions",
                "/v1;x=y/chat;jsessionid=1/completions",
                "/v1/chat/completions;jsessionid=AAAA",
                "/health/..;/v1/chat/completions",
                "/health/..%2fv1/chat/completions",
                "/health/%2e%2e/v1/chat/completions",
                "/health/../v1/chat/completions",
                "/health;/../v1/chat/completions",
                "/V1/CHAT/COMPLETIONS",
                "/v1/chat/completions%00",
                "/v1/chat/completions%20",
                "/v1/chat/completions?x=/health",
                "/health%3f/../v1/chat/completions",
                "/v1beta/models/gemini-2.5-flash%3AgenerateContent",
                "/v1beta/models/..%2f..%2fhealth:generateContent",
                "/v1beta/models/gemini-2.5-flash:generateContent;x",
                "/internal/models",
                "/internal;x/models",
                "/%69nternal/models",
                "//internal/models",
                "/./internal/models",
                "/x/../internal/models",
                "/internal%2Fmodels",
            })
    void noSpellingOfAPathLeadsPastTheToken(String target) {
        assertThat(call(target, "").status()).isBetween(400, 405);
        assertThat(call("http://localhost" + target, "").status()).isBetween(400, 405);
        assertThat(call(target, "X-Forwarded-For: 127.0.0.1\r\nX-Original-URL: /health\r\n")
                        .status())
                .isBetween(400, 405);
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/models",
                "/internal;x/models",
                "/%69nternal/models",
                "//internal/models",
                "/./internal/models",
                "/internal/health",
            })
    void theInnerPathIsClosedForThoseWithATokenToo(String target) {
        assertThat(call(target, GOOD).status()).isBetween(400, 405);
        assertThat(Bare.send(POLLUX.base(), "GET", target, GOOD, "").status()).isBetween(400, 405);
        assertThat(POLLUX.google().calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /internal/health",
        "GET, /internal;x/health",
        "GET, /internal-office/api/keys",
        "POST, /internal-office/api/keys",
        "PUT, /internal-office/api/config",
    })
    void askingForAWebSocketOpensNoInnerPath(String method, String target) {
        String upgrade = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String body = method.equals("GET") ? "" : "[{";

        assertThat(Bare.send(POLLUX.base(), method, target, upgrade, body).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /health",
                "X-Forwarded-For: 127.0.0.1",
                "X-Rewrite-URL: /health",
                "X-Original-URL: /health",
                "X-HTTP-Method-Override: OPTIONS",
                "Forwarded: for=127.0.0.1;host=localhost",
            })
    void noHeaderOfAProxyChangesWhoMayCall(String header) {
        assertThat(call(CHAT, header + "\r\n").status()).isEqualTo(401);
        assertThat(call(CHAT, GOOD + header + "\r\n").status()).isEqualTo(200);
        assertThat(POLLUX.google().calls()).hasSize(1);
    }

    @Test
    void anAbsoluteTargetIsTheSamePath() {
        assertThat(call(POLLUX.base() + CHAT, GOOD).status()).isEqualTo(200);
        assertThat(call(POLLUX.base() + CHAT, "").status()).isEqualTo(401);
        assertThat(call("http://evil.example" + CHAT, "").status()).isBetween(400, 401);
    }

    @Test
    void healthTellsNoSecrets() {
        Bare health = Bare.send(POLLUX.base(), "GET", "/health", "", "");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("status").asText()).isEqualTo("healthy");
        assertThat(health.body()).doesNotContain(Pollux.TOKEN, "AIza");
    }

    private static Bare call(String target, String headers) {
        boolean google = target.contains("models/");
        String body = google
                ? "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}"
                : "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return Bare.send(POLLUX.base(), "POST", target, headers, body);
    }
}
