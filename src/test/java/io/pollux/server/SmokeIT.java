package io.pollux.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.pollux.testing.Match.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Chromium;
import io.pollux.testing.ChunkedBodies;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.HalfBodies;
import io.pollux.testing.LeavingClients;
import io.pollux.testing.RunningServer;
import io.pollux.testing.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same black box on every server and every Java runtime: what a client sees must not depend on either. */
@ParameterizedClass(name = "{0}")
@MethodSource("installations")
class SmokeIT {
    private static final String TOKEN = "sk-smoke-client-token";
    private static final String GOOD = "AIzaSyGood-key-of-the-smoke-suite-00001";
    private static final String SPENT = "AIzaSySpent-key-of-the-smoke-suite-0002";
    private static final String ADDED = "AIzaSyAdded-key-of-the-smoke-suite-0003";
    private static final String ADMINISTRATOR = "sk-smoke-administrator-token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static FakeGemini fake;
    private static RunningServer server;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @Parameter
    Installation installation;

    static List<Installation> installations() {
        return Installation.all().toList();
    }

    @BeforeParameterizedClassInvocation
    static void start(Installation installation) {
        fake = FakeGemini.start();
        server = RunningServer.start(
                installation.kind(),
                installation.javaHome(),
                installation.directory(),
                Map.of(
                        "BASE_URL",
                        fake.url() + "/v1beta",
                        "API_KEYS",
                        GOOD + "," + SPENT,
                        "ALLOWED_TOKENS",
                        TOKEN,
                        "AUTH_TOKEN",
                        ADMINISTRATOR,
                        "POLLUX_DATA_DIR",
                        installation.directory().resolve("data").toString()));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
        fake.close();
        ServerLog.of(server).assertClean();
    }

    @BeforeEach
    void forget() {
        fake.reset();
    }

    @Test
    void healthTellsWhatItIsMadeOf() throws Exception {
        HttpResponse<String> health = get("/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(json(health).path("status").asText()).isEqualTo("healthy");
        assertThat(json(health).path("database").asText()).isEqualTo("up");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void scriptsOfTheAdministratorGetKeysMaskedAndNobodyElseDoes() throws Exception {
        for (String route : List.of("/api/keys?limit=1000", "/v1/keys/list", "/hf/v1/keys/list")) {
            assertThat(get(route).statusCode()).as(route).isEqualTo(401);
            assertThat(send(request(route).header("Authorization", "Bearer " + TOKEN))
                            .statusCode())
                    .as(route)
                    .isEqualTo(401);
            HttpResponse<String> answer = send(request(route).header("Authorization", "Bearer " + ADMINISTRATOR));
            assertThat(answer.statusCode()).as(route).isEqualTo(200);
            assertThat(answer.body()).contains("AIzaSy...-00001").doesNotContain(GOOD);
        }
        HttpResponse<String> odd = send(request("/api/keys?limit=many").header("Authorization", ADMINISTRATOR));
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(json(odd).at("/error/code").asText()).isEqualTo("validation_error");
        assertThat(get("/internal-office/api/keys").statusCode()).isEqualTo(404);
    }

    @Test
    void scriptMayLogInAndOutWithoutAPage() throws Exception {
        HttpResponse<String> logIn =
                send(request("/api/login").POST(BodyPublishers.ofString("{\"password\":\"" + ADMINISTRATOR + "\"}")));
        assertThat(logIn.statusCode()).as(logIn.body()).isEqualTo(200);
        String cookie = logIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String page = logIn.headers().firstValue("X-Pollux-Page").orElseThrow();
        HttpResponse<String> export = send(request("/api/admin/keys/export").header("Cookie", cookie));
        assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(json(export).findValuesAsText("key")).isNotEmpty().doesNotContain(GOOD);
        HttpRequest.Builder logOut =
                request("/api/logout").header("Cookie", cookie).POST(BodyPublishers.noBody());

        assertThat(send(logOut).statusCode()).isEqualTo(403);
        assertThat(send(logOut.header("X-Pollux-Page", page)).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/keys").header("Cookie", cookie)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aGeminiCallIsAnswered() throws Exception {
        HttpResponse<String> answer = gemini("gemini-2.5-flash:generateContent", asking("hello"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/candidates/0/content/parts/0/text").asText())
                .contains("hello");
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void aGeminiStreamArrivesAsGoogleFramesIt() throws Exception {
        HttpResponse<String> answer = gemini("gemini-2.5-flash:streamGenerateContent?alt=sse", asking("hello stream"));

        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(answer.body()).startsWith("data: {").endsWith("}\r\n\r\n").doesNotContain("[DONE]");
        for (String event : answer.body().split("\r\n\r\n")) {
            assertThat(event).startsWith("data: {").doesNotContain("\n");
        }
    }

    @Test
    void aGeminiStreamWithoutAltIsOneArray() throws Exception {
        HttpResponse<String> answer = gemini("gemini-2.5-flash:streamGenerateContent", asking("hello array"));

        assertThat(json(answer).isArray()).isTrue();
        assertThat(json(answer).size()).isGreaterThan(1);
    }

    @Test
    void eventsArriveOneByOneAndNotAtTheEnd() throws Exception {
        fake.when().answer(Answers.pieces("one ", "two ", "three").betweenEvents(Duration.ofMillis(700)));
        long start = System.nanoTime();
        HttpResponse<InputStream> answer = CLIENT.send(
                post(
                                "/v1/chat/completions",
                                "{\"model\":\"gemini-2.5-flash\",\"stream\":true,\"messages\":[{\"role\":"
                                        + "\"user\",\"content\":\"hi\"}]}")
                        .build(),
                BodyHandlers.ofInputStream());
        long first = 0;
        StringBuilder all = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (first == 0 && line.contains("one")) {
                    first = System.nanoTime() - start;
                }
                all.append(line).append('\n');
            }
        }
        long last = System.nanoTime() - start;

        assertThat(all.toString()).contains("three").endsWith("data: [DONE]\n\n");
        assertThat(Duration.ofNanos(last - first)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void tokensAreCountedAndTextsEmbedded() throws Exception {
        HttpResponse<String> count = gemini("gemini-2.5-flash:countTokens", asking("hello"));
        HttpResponse<String> embedding =
                gemini("gemini-embedding-001:embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}");

        assertThat(json(count).path("totalTokens").asInt()).isPositive();
        assertThat(json(embedding).at("/embedding/values").size()).isPositive();
    }

    @Test
    void googlesModelListIsServedOnEveryVersion() throws Exception {
        for (String version : List.of("/v1", "/v1beta", "/v1alpha", "/gemini/v1beta")) {
            HttpResponse<String> list = send(request(version + "/models").header("x-goog-api-key", TOKEN));
            assertThat(json(list).at("/models/0/name").asText()).startsWith("models/");
        }
        HttpResponse<String> one =
                send(request("/v1beta/models/gemini-2.5-flash").header("x-goog-api-key", TOKEN));
        assertThat(json(one).path("name").asText()).isEqualTo("models/gemini-2.5-flash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/openai/v1", "/hf/v1", "/api/v1"})
    void openAiPathsAreServed(String prefix) throws Exception {
        HttpResponse<String> chat = send(post(
                prefix + "/chat/completions",
                "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));
        HttpResponse<String> embeddings =
                send(post(prefix + "/embeddings", "{\"model\":\"gemini-embedding-001\",\"input\":[\"a\",\"b\"]}"));
        HttpResponse<String> models = send(request(prefix + "/models").header("Authorization", "Bearer " + TOKEN));

        assertThat(json(chat).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(json(embeddings).path("data").size()).isEqualTo(2);
        assertThat(json(models).path("object").asText()).isEqualTo("list");
    }

    @Test
    void aModelNameMayHoldAnEncodedSlash() throws Exception {
        HttpResponse<String> model =
                send(request("/v1/models/models%2Fgemini-2.5-flash").header("Authorization", "Bearer " + TOKEN));

        assertThat(json(model).path("id").asText()).isEqualTo("gemini-2.5-flash");
    }

    @Test
    void aKeyWhoseDayIsSpentIsReplacedUnseen() throws Exception {
        fake.when(key(SPENT)).answer(Answers.dailyQuota()).always();

        for (int call = 0; call < 6; call++) {
            assertThat(gemini("gemini-2.5-pro:generateContent", asking("again")).statusCode())
                    .isEqualTo(200);
        }

        assertThat(fake.calls(SPENT)).hasSize(1);
        assertThat(fake.calls(GOOD)).hasSize(6);
    }

    @Test
    void aWrongTokenIsRefusedInTheCallersDialect() throws Exception {
        HttpResponse<String> gemini = send(request("/v1beta/models").header("x-goog-api-key", "sk-wrong"));
        HttpResponse<String> openAi = send(request("/v1/models").header("Authorization", "Bearer sk-wrong"));

        assertThat(gemini.statusCode()).isEqualTo(401);
        assertThat(json(gemini).at("/error/status").asText()).isEqualTo("UNAUTHENTICATED");
        assertThat(openAi.statusCode()).isEqualTo(401);
        assertThat(json(openAi).at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(fake.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer ", "x-goog-api-key: ", "x-api-key: ", "api-key: "})
    void aTokenMayStandInAnyOfItsPlacesAndTwoDifferentOnesAreRefused(String place) {
        String path = "/v1beta/models/gemini-2.5-flash:generateContent";
        String own = place + TOKEN + "\r\n";

        assertThat(bare(path, own)).isEqualTo(200);
        assertThat(bare(path + "?key=" + TOKEN, own)).isEqualTo(200);
        assertThat(bare(path + "?key=" + TOKEN, place + "\r\n")).isEqualTo(200);
        assertThat(bare(path + "?key=" + TOKEN, place + "sk-another\r\n")).isEqualTo(401);
        assertThat(bare(path, place + "sk-another\r\n")).isEqualTo(401);
        assertThat(bare(path, "")).isEqualTo(401);
        assertThat(fake.calls()).hasSize(3).noneMatch(call -> call.query().contains(TOKEN));
    }

    /** Servers differ in how they read a path, and in what of it they show to the application. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1//chat/completions",
                "/./v1/./chat/completions",
                "/v1/%63hat/completions",
                "/v1%2Fchat%2fcompletions",
                "/v1;x=y/chat;jsessionid=1/completions",
                "/health/..;/v1/chat/completions",
                "/health/..%2fv1/chat/completions",
                "/health/%2e%2e/v1/chat/completions",
                "/health/../v1/chat/completions",
                "/V1/CHAT/COMPLETIONS",
                "/v1/chat/completions%00",
                "/v1beta/models/gemini-2.5-flash%3AgenerateContent",
                "/v1beta/models/..%2f..%2fhealth:generateContent",
                "/v1beta/models/gemini-2.5-flash:generateContent;x",
                "/x/../internal/models",
                "/internal%2Fmodels",
            })
    void noSpellingOfAPathLeadsPastTheToken(String path) {
        assertThat(bare(path, "")).isBetween(400, 405);
        assertThat(bare("http://localhost" + path, "")).isBetween(400, 405);
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void aMalformedBodyCostsNoUpstreamCall() throws Exception {
        HttpResponse<String> gemini = gemini("gemini-2.5-flash:generateContent", "{\"contents\":[");
        HttpResponse<String> openAi = send(post("/v1/chat/completions", "[1,2"));

        assertThat(gemini.statusCode()).isEqualTo(400);
        assertThat(json(gemini).at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(openAi.statusCode()).isEqualTo(400);
        assertThat(json(openAi).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void aBodyThatCallsItselfAFormIsReadAllTheSame() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(at("/v1beta/models/gemini-2.5-flash:generateContent?key=" + TOKEN))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(asking("from curl"))));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeBodyPasses() throws Exception {
        String large = "x".repeat(12 * 1024 * 1024);
        HttpResponse<String> answer = gemini("gemini-2.5-flash:generateContent", asking(large));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(fake.calls().get(0).body()).hasSizeGreaterThan(large.length());
    }

    /** The visitor minds what the browser complains of: errors on the console, the content policy, failed answers. */
    @Test
    void anAdministratorAddsAKeyInABrowserAndDeletesItAgain() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        try (Chromium chromium = Chromium.launch();
                Visitor visitor = new Visitor(chromium, server.base(), Visitor.Screen.DESK)) {
            visitor.logIn(ADMINISTRATOR).add(ADDED, Map.of("label", "from a browser"));
            visitor.search("from a browser");
            Locator row = visitor.row("from a browser");
            assertThat(row.locator(".state")).hasText("ready");
            assertThat(json(get("/health")).path("keys").asInt()).isEqualTo(3);

            row.locator("button[title=Delete]").click();
            visitor.page().locator(".ui-confirmdialog-yes").click();
            assertThat(visitor.page().locator(".empty")).isVisible();
        }
        assertThat(json(get("/health")).path("keys").asInt()).isEqualTo(2);
    }

    @Test
    void everyPageOfTheBarOpens() {
        try (Chromium chromium = Chromium.launch();
                Visitor visitor = new Visitor(chromium, server.base(), Visitor.Screen.DESK)) {
            visitor.logIn(ADMINISTRATOR);
            List<String> pages = visitor.pages();
            assertThat(pages).hasSizeGreaterThan(1);
            for (String page : pages) {
                assertThat(visitor.page().navigate(page).status()).as(page).isEqualTo(200);
                assertThat(visitor.page().locator("main h1")).isVisible();
            }
        }
    }

    @Test
    void aChineseBrowserIsAnsweredInChinese() throws Exception {
        HttpResponse<String> login = send(request("/login").header("Accept-Language", "zh-CN,zh;q=0.9"));

        assertThat(login.body()).contains("lang=\"zh\"", "管理员令牌", "English");
    }

    @Test
    void aBodyInChunksIsHeardToItsEnd() {
        ChunkedBodies.check(server.base(), TOKEN);
    }

    @Test
    void whoComesWhileAnotherLeavesIsAnswered() {
        LeavingClients.check(server.base(), TOKEN, fake);
    }

    @Test
    void halfSentBodiesHoldNobodyUp() {
        HalfBodies.check(server.base(), TOKEN);
    }

    @Test
    void oneConnectionServesManyCalls() throws Exception {
        for (int call = 0; call < 300; call++) {
            assertThat(gemini("gemini-2.5-flash:generateContent", asking("x")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void browsersMayAskFromAnywhereButNeverWithCredentials() throws Exception {
        HttpResponse<String> preflight = send(request("/v1/chat/completions")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type"));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .contains("*");
        assertThat(preflight.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/models",
                "/internal/health",
                "//internal/health",
                "/%69nternal/models",
                "/internal;x=y/models"
            })
    void theInnerPathIsNotThere(String path) throws Exception {
        assertThat(send(request(path).header("x-goog-api-key", TOKEN)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsNotServedYetSaysSo() throws Exception {
        HttpResponse<String> files = send(request("/v1beta/files").header("x-goog-api-key", TOKEN));

        assertThat(files.statusCode()).isEqualTo(404);
        assertThat(json(files).at("/error/message").asText()).contains("yet");
    }

    /** The status that a request gets whose path and headers no client has put right. */
    private static int bare(String path, String headers) {
        return Bare.send(server.base(), "POST", path, headers, asking("bare")).status();
    }

    private static String asking(String text) {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}]}";
    }

    private static HttpResponse<String> gemini(String path, String body) throws IOException, InterruptedException {
        return send(request("/v1beta/models/" + path)
                .header("x-goog-api-key", TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder post(String path, String body) {
        return request(path)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(30));
    }

    private static URI at(String path) {
        return URI.create(server.base() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
