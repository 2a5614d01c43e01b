package io.pollux.admin.api;

import static io.pollux.admin.api.Scribe.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.admin.api.Scribe.PageToken;
import io.pollux.testing.Bare;
import io.pollux.testing.Pollux;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logging in without a page, and what a session may do without the administrator's token. */
class SessionIT {
    private static Pollux pollux;

    @BeforeAll
    static void start() throws Exception {
        pollux = Scribe.premises("sessions", Map.of());
    }

    @AfterAll
    static void stop() {
        pollux.close();
    }

    @Test
    void passwordOpensASessionThatReadsAndChangesUntilItIsClosed() {
        Scribe session = Scribe.session(pollux, PageToken.SENT);

        assertThat(session.get("/api/keys").statusCode()).isEqualTo(200);
        assertThat(session.get("/dashboard").statusCode()).isEqualTo(200);
        HttpResponse<String> changed = session.ask("PUT", "/api/config", "{\"MAX_RETRIES\":2}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(session.get("/api/config")).path("MAX_RETRIES").asInt()).isEqualTo(2);

        assertThat(json(session.ask("POST", "/api/logout", "")).path("message").asText())
                .isEqualTo("Logged out");
        assertThat(session.get("/api/keys").statusCode()).isEqualTo(401);
        assertThat(session.get("/dashboard").statusCode()).isEqualTo(302);
    }

    @Test
    void anythingButThePasswordOpensNothing() {
        Scribe stranger = Scribe.stranger(pollux);
        HttpResponse<String> wrong = stranger.ask("POST", "/api/login", Scribe.password("wrong-canary-password"));
        HttpResponse<String> clients = stranger.ask("POST", "/api/login", Scribe.password(Pollux.TOKEN));
        HttpResponse<String> none = stranger.ask("POST", "/api/login", "{}");
        HttpResponse<String> foreign = stranger.sending("Sec-Fetch-Site", "cross-site")
                .ask("POST", "/api/login", Scribe.password(Pollux.ADMINISTRATOR));

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(clients.statusCode()).isEqualTo(401);
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(stranger.ask("POST", "/api/login", Scribe.password("x".repeat(20_000)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(Bare.send(
                                pollux.base(),
                                "POST",
                                "/api/login",
                                "Transfer-Encoding: chunked\r\n",
                                "2\r\n{}\r\n0\r\n\r\n")
                        .status())
                .as("of any length")
                .isEqualTo(413);
        assertThat(stranger.get("/api/login").statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(pollux.log()).doesNotContain("wrong-canary-password");
        Scribe.session(pollux, PageToken.SENT);
    }

    @Test
    void whoGuessesPasswordsHasToWait() {
        Pollux guessed = Pollux.start("guessed", Map.of());
        try {
            Scribe stranger = Scribe.stranger(guessed);
            for (int tries = 0; tries < 5; tries++) {
                assertThat(stranger.ask("POST", "/api/login", Scribe.password("guess" + tries))
                                .statusCode())
                        .isEqualTo(401);
            }
            HttpResponse<String> late = stranger.ask("POST", "/api/login", Scribe.password(Pollux.ADMINISTRATOR));
            assertThat(late.statusCode()).isEqualTo(429);
            assertThat(late.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 31L);
        } finally {
            guessed.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/config/reset | ''",
                "PUT | /api/config | {\"API_KEYS\":[]}",
                "PUT | /api/config | {\"AUTH_TOKEN\":\"another-token-of-mine\"}",
                "PUT | /api/config | {\"BASE_URL\":\"http://127.0.0.1:9/v1beta\"}",
                "POST | /api/settings | {\"endpoint\":\"http://127.0.0.1:9/v1beta/openai\"}",
                "POST | /api/config/keys/delete-selected | {\"keys\":[\"1\"]}",
                "PATCH | /api/admin/keys/bulk | {\"action\":\"delete\",\"keyIds\":[\"1\"]}",
                "DELETE | /api/logs/errors/all | ''",
                "POST | /api/admin/reset-stats | ''",
                "POST | /api/admin/data/import | {\"data\":{\"api_keys\":[]}}",
                "GET | /api/admin/keys/export?whole=true | ''",
                "GET | /api/admin/data/export?whole=true | ''"
            })
    void whatIsGraveTakesTheTokenOnceMore(String method, String path, String body) {
        Scribe session = Scribe.session(pollux, PageToken.SENT);
        HttpResponse<String> refused = session.ask(method, path, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains("given again").doesNotContain(Pollux.KEY_MARK);
        assertThat(json(Scribe.administrator(pollux).get("/api/keys"))
                        .path("total_items")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void withTheTokenGivenAgainASessionDeletesKeysByAShorterList() {
        Scribe session = Scribe.session(pollux, PageToken.SENT);
        Scribe script = Scribe.administrator(pollux);
        script.ask("POST", "/api/admin/keys", "{\"key\":\"" + Pollux.key(88) + "\"}");
        ObjectNode shorter = Scribe.JSON.createObjectNode();
        ArrayNode keys = shorter.putArray("API_KEYS");
        for (JsonNode name : json(script.get("/api/config")).path("API_KEYS")) {
            if (!name.asText().endsWith("000088")) {
                keys.add(name);
            }
        }
        assertThat(session.ask("PUT", "/api/config", shorter.toString()).statusCode())
                .isEqualTo(403);
        prove(session);

        HttpResponse<String> done = session.ask("PUT", "/api/config", shorter.toString());

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(json(script.get("/api/config")).path("API_KEYS")).isEqualTo(keys);
    }

    @Test
    void aTokenThatIsTooShortIsRefusedAndTheOneThatStandsMayComeBack() {
        Scribe script = Scribe.administrator(pollux);

        assertThat(script.ask("PUT", "/api/config", "{\"AUTH_TOKEN\":\"short\"}")
                        .body())
                .contains("AUTH_TOKEN", "shorter than 12");
        assertThat(script.ask("PUT", "/api/config", "{\"AUTH_TOKEN\":null}").statusCode())
                .isEqualTo(200);
        assertThat(Scribe.session(pollux, PageToken.SENT)
                        .ask("PUT", "/api/config", "{\"AUTH_TOKEN\":\"" + Pollux.ADMINISTRATOR + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(script.get("/api/config").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesSayThatAScriptHasStoppedTheScheduler() {
        Scribe session = Scribe.session(pollux, PageToken.SENT);
        assertThat(session.get("/jobs").body()).doesNotContain("Nothing is done by the clock");

        session.ask("POST", "/api/scheduler/stop", "");
        assertThat(session.get("/jobs").body()).contains("Nothing is done by the clock");
        assertThat(session.get("/dashboard").body()).contains("Nothing is done by the clock");

        session.ask("POST", "/api/scheduler/start", "");
        assertThat(session.get("/jobs").body()).doesNotContain("Nothing is done by the clock");
    }

    static void prove(Scribe session) {
        HttpResponse<String> given = session.sending("Content-Type", "application/x-www-form-urlencoded")
                .ask("POST", "/auth/again", "auth_token=" + Pollux.ADMINISTRATOR);
        assertThat(json(given).path("given").asBoolean()).as(given.body()).isTrue();
    }
}
