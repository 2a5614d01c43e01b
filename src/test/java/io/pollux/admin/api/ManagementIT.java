package io.pollux.admin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Match;
import io.pollux.testing.Pollux;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every management route against its documented shape, without credentials, with wrong ones and with right ones. A shape
 * is the names of the answer's members, of the first element where it is a list; {@code *} stands for any.
 */
class ManagementIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CRON = "a-timer's-secret-4714";
    private static final String GOOD = Pollux.key(1);
    private static final String GOOD_MASKED = "AIzaSy...000001";
    private static final String OTHER = Pollux.key(2);
    private static final String REFUSED = "AIzaSy-invalid-CANARY-00000000000000003";
    private static final List<String> SECRETS = List.of(
            Pollux.KEY_MARK,
            "invalid-CANARY",
            Pollux.ADMINISTRATOR,
            Pollux.TOKEN,
            Pollux.OTHER_TOKEN,
            CRON,
            "hush-hush");
    private static final String BALANCER_KEY = "_id key name profile isActive lastUsed rateLimitResetAt failureCount"
            + " requestCount dailyRateLimit dailyRequestsUsed lastResetDate isDisabledByRateLimit";
    private static final String PROFILE = "name description color icon keyCount activeKeys rateLimitedKeys inactiveKeys"
            + " totalRequests dailyRequestsUsed avgDailyLimit lastUsed isDefault";
    private static final String ATTEMPT = "timestamp key model status status_code latency_ms";
    private static final String CHECKED = "proxy is_available response_time error_message checked_at";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Pollux pollux;

    @BeforeAll
    static void start() throws Exception {
        pollux = Pollux.start(
                "management",
                Map.of("API_KEYS", JSON.writeValueAsString(List.of(GOOD, OTHER, REFUSED)), "CRON_SECRET", CRON));
        pollux.google().when(Match.key(REFUSED)).answer(Answers.keyInvalid());
        for (int i = 0; i < 4; i++) {
            Bare.post(
                    pollux.base(),
                    "/v1/chat/completions",
                    "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (json(ask("GET", "/api/logs/errors")).path("total").asInt() == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @AfterAll
    static void stop() {
        pollux.close();
    }

    /** Method, path, body, shape. None of them spoils what another one needs. */
    static Stream<Arguments> routes() {
        return Stream.concat(
                Stream.of(
                        arguments("GET", "/v1/keys/list", "", "status data total"),
                        arguments("GET", "/hf/v1/keys/list", "", "status data total"),
                        arguments("GET", "/api/keys", "", "keys ids total_items total_pages current_page"),
                        arguments("GET", "/api/keys/all", "", "valid_keys invalid_keys total_count"),
                        arguments("GET", "/api/config", "", "*"),
                        arguments("PUT", "/api/config", "{\"MAX_RETRIES\":3}", "*"),
                        arguments("POST", "/api/config/reset", "", "*"),
                        arguments("GET", "/api/config/ui/models", "", "object data success"),
                        arguments(
                                "POST",
                                "/api/config/proxy/check",
                                "{\"proxy\":\"http://user:hush-hush@127.0.0.1:9\",\"use_cache\":true}",
                                CHECKED),
                        arguments(
                                "POST",
                                "/api/config/proxy/check-all",
                                "{\"proxies\":[\"http://user:hush-hush@127.0.0.1:9\"],\"max_concurrent\":2}",
                                "[]" + CHECKED),
                        arguments(
                                "GET", "/api/config/proxy/cache-stats", "", "total_cached valid_cached expired_cached"),
                        arguments("POST", "/api/config/proxy/clear-cache", "", "success message"),
                        arguments("GET", "/api/stats/details?period=24h", "", "[]" + ATTEMPT),
                        arguments("GET", "/api/stats/key-details?period=24h&key=1", "", "[]" + ATTEMPT),
                        arguments("GET", "/api/stats/attention-keys?status_code=400", "", "[]key id count status_code"),
                        arguments("GET", "/api/key-usage-details/1", "", "gemini-2.5-flash"),
                        arguments("GET", "/api/logs/errors", "", "logs total"),
                        arguments(
                                "GET",
                                "/api/logs/errors/1/details",
                                "",
                                "id gemini_key error_type error_code model_name request_time error_log request_msg"),
                        arguments("POST", "/api/scheduler/start", "", "message"),
                        arguments("POST", "/api/scheduler/stop", "", "message"),
                        arguments(
                                "GET",
                                "/api/version/check",
                                "",
                                "current_version latest_version update_available error_message"),
                        arguments("GET", "/openapi.json", "", "*"),
                        arguments("POST", "/gemini/v1beta/reset-all-fail-counts", "", "success message reset_count"),
                        arguments(
                                "POST",
                                "/gemini/v1beta/reset-selected-fail-counts",
                                keys(GOOD_MASKED),
                                "success message reset_count"),
                        arguments("POST", "/gemini/v1beta/reset-fail-count/" + GOOD_MASKED, "", "success message"),
                        arguments("POST", "/gemini/v1beta/verify-key/1", "", "status"),
                        arguments(
                                "POST",
                                "/gemini/v1beta/verify-selected-keys",
                                keys("1", OTHER),
                                "success message successful_keys failed_keys valid_count invalid_count")),
                balancers());
    }

    private static Stream<Arguments> balancers() {
        return Stream.of(
                arguments("GET", "/api/admin/keys", "", "[]" + BALANCER_KEY),
                arguments("POST", "/api/admin/keys", "{\"key\":\"" + OTHER + "\"}", "message key"),
                arguments("PUT", "/api/admin/keys/2", "{\"name\":\"second\",\"profile\":\"a project\"}", "message key"),
                arguments(
                        "PATCH",
                        "/api/admin/keys/bulk",
                        "{\"action\":\"setLimit\",\"keyIds\":[\"1\"],\"dailyRequestLimit\":null}",
                        "message count"),
                arguments(
                        "POST",
                        "/api/admin/keys/move",
                        "{\"keyIds\":[\"2\"],\"targetProfile\":\"a project\"}",
                        "message movedCount"),
                arguments("GET", "/api/admin/keys/export", "", "[]" + BALANCER_KEY),
                arguments("POST", "/api/admin/keys/import", "[]", "message added updated skipped errors errorDetails"),
                arguments("GET", "/api/admin/profiles", "", "[]" + PROFILE),
                arguments("GET", "/api/admin/profiles/default", "", "profile keys"),
                arguments("GET", "/api/admin/data/export", "", "version exportedAt data"),
                arguments("POST", "/api/admin/data/import", "{\"data\":{}}", "message results"),
                arguments(
                        "GET",
                        "/api/admin/monitoring",
                        "",
                        "timestamp uptime memory database apiKeys loadBalancer requests performance"),
                arguments(
                        "POST", "/api/admin/cleanup-logs", "", "message deletedCount retentionDays cutoffDate errors"),
                arguments("POST", "/api/admin/reset-stats", "", "message keysUpdated"),
                arguments("GET", "/api/health", "", "status timestamp version uptime checks responseTime"),
                arguments("GET", "/api/logs?type=requests", "", "logs total"),
                arguments("GET", "/api/logs?type=errors", "", "logs total"),
                arguments("GET", "/api/logs?type=keys", "", "logs total"),
                arguments(
                        "GET",
                        "/api/stats",
                        "",
                        "totalRequests totalRequestsToday totalRequests24h totalErrors apiKeyErrors avgResponseTime"
                                + " successRate activeKeys requestData hourlyData keyUsageData modelUsageData"
                                + " timePeriods"),
                arguments("GET", "/api/settings", "", settings()),
                arguments("POST", "/api/settings", "{\"maxFailureCount\":3}", "message settings"),
                arguments("GET", "/api/cron/health-check", "", "status message"));
    }

    private static String settings() {
        return "keyRotationRequestCount maxFailureCount rateLimitCooldown logRetentionDays maxRetries endpoint"
                + " failoverDelay loadBalancingStrategy requestRateLimit";
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("routes")
    void nobodyElseGetsAnything(String method, String path, String body, String shape) throws Exception {
        for (String wrong : List.of("", "Bearer " + Pollux.TOKEN, "Bearer ", Pollux.ADMINISTRATOR + "x", "Bearer x")) {
            HttpRequest.Builder request = request(method, path, body);
            HttpResponse<String> answer =
                    CLIENT.send((wrong.isEmpty() ? request : request.header("Authorization", wrong)).build(), text());
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(json(answer).at("/error/code").asText()).isEqualTo("authentication_error");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("routes")
    void theAdministratorGetsTheDocumentedShapeWithoutASecret(String method, String path, String body, String shape)
            throws Exception {
        HttpResponse<String> answer = ask(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        JsonNode json = json(answer);
        if (shape.startsWith("[]")) {
            assertThat(json.isArray() && !json.isEmpty()).as(answer.body()).isTrue();
            assertThat(names(json.get(0))).isEqualTo(Set.of(shape.substring(2).split(" ")));
        } else if (!shape.equals("*")) {
            assertThat(names(json)).isEqualTo(Set.of(shape.split(" ")));
        }
        assertThat(SECRETS).noneMatch(answer.body()::contains);
    }

    @Test
    void wholeKeysAreExportedOnDemandOnly() throws Exception {
        JsonNode keys = json(ask("GET", "/api/admin/keys/export?whole=true"));

        assertThat(keys.findValuesAsText("key")).contains(GOOD, OTHER);
    }

    @Test
    void aTimerMayAskForTheCheckAndForNothingElse() throws Exception {
        assertThat(CLIENT.send(
                                request("GET", "/api/cron/health-check", "")
                                        .header("Authorization", "Bearer " + CRON)
                                        .build(),
                                text())
                        .statusCode())
                .isEqualTo(200);
        for (String other : List.of("/api/keys", "/api/keys/api/cron/health-check")) {
            assertThat(CLIENT.send(
                                    request("GET", other, "")
                                            .header("Authorization", "Bearer " + CRON)
                                            .build(),
                                    text())
                            .statusCode())
                    .as(other)
                    .isEqualTo(401);
        }
    }

    /** A body that is no JSON is complained of by whoever has read it. */
    @Test
    void nothingIsReadAtTheInnerAddress() throws Exception {
        for (String path : List.of("/internal-office/api/admin/keys/import", "/internal-office/api/config")) {
            HttpResponse<String> answer =
                    CLIENT.send(request("POST", path, "{no JSON").build(), text());
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("JSON");
        }
    }

    @Test
    void theConfigurationIsChangedAsAWholeOrNotAtAll() throws Exception {
        JsonNode before = json(ask("GET", "/api/config"));
        assertThat(before.path("API_KEYS").toString()).contains(GOOD_MASKED);
        assertThat(before.path("AUTH_TOKEN").asText()).isEqualTo("...");

        HttpResponse<String> refused =
                ask("PUT", "/api/config", "{\"TIME_OUT\":9,\"MAX_RETRIES\":\"abc\",\"NO_SUCH_SETTING\":1}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("MAX_RETRIES").contains("NO_SUCH_SETTING");
        assertThat(json(ask("GET", "/api/config")).path("TIME_OUT")).isEqualTo(before.path("TIME_OUT"));

        HttpResponse<String> odd =
                ask("PUT", "/api/config", "{\"TIME_OUT\":9,\"API_KEYS\":[\"" + "k".repeat(501) + "\"]}");
        assertThat(odd.statusCode()).isEqualTo(400);
        assertThat(odd.body()).contains("API_KEYS", "longer than any key");
        assertThat(json(ask("GET", "/api/config"))).isEqualTo(before);

        HttpResponse<String> same = ask("PUT", "/api/config", before.toString());
        assertThat(same.statusCode()).as(same.body()).isEqualTo(200);
        assertThat(json(same)).isEqualTo(before);
        JsonNode changed = json(ask("PUT", "/api/config", "{\"TIME_OUT\":9,\"IMAGE_MODELS\":[\"an-image-model\"]}"));
        assertThat(changed.path("TIME_OUT").asInt()).isEqualTo(9);
        assertThat(changed.path("IMAGE_MODELS").toString()).isEqualTo("[\"an-image-model\"]");
        assertThat(ask("PUT", "/api/config", before.toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void aListOfKeysTakesThePlaceOfTheOneThatStands() throws Exception {
        String fresh = Pollux.key(77);
        JsonNode before = json(ask("GET", "/api/config")).path("API_KEYS");
        List<String> names = new ArrayList<>();
        before.forEach(name -> names.add(name.asText()));
        names.add(fresh);

        JsonNode more = json(ask("PUT", "/api/config", JSON.writeValueAsString(Map.of("API_KEYS", names))));
        assertThat(more.path("API_KEYS").toString()).contains("AIzaSy...000077");
        assertThat(more.path("API_KEYS")).hasSize(before.size() + 1);
        HttpResponse<String> deleted = ask("DELETE", "/api/config/keys/AIzaSy...000077");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", "/api/config/keys/AIzaSy...000077").statusCode())
                .isEqualTo(404);
        assertThat(json(ask("GET", "/api/config")).path("API_KEYS")).isEqualTo(before);
        HttpResponse<String> none = ask("POST", "/api/config/keys/delete-selected", keys(fresh));
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).doesNotContain(fresh);
    }

    @Test
    void aKeyGoesThroughItsLifeByNumber() throws Exception {
        String key = Pollux.key(55);
        JsonNode added = json(ask("POST", "/api/admin/keys", "{\"key\":\"" + key + "\",\"name\":\"mine\"}"));
        String address = "/api/admin/keys/" + added.at("/key/_id").asText();
        assertThat(added.at("/key/key").asText()).isEqualTo("AIzaSy...000055");

        assertThat(json(ask("PATCH", address)).path("isActive").asBoolean()).isFalse();
        assertThat(json(ask("GET", "/api/keys?status=invalid&limit=1000"))
                        .path("keys")
                        .has("AIzaSy...000055"))
                .isTrue();
        assertThat(json(ask("PATCH", address)).path("isActive").asBoolean()).isTrue();
        JsonNode moved = json(ask("PUT", address, "{\"profile\":\"a project of its own\"}"));
        assertThat(moved.at("/key/profile").asText()).isEqualTo("a project of its own");
        assertThat(json(ask("GET", "/api/admin/profiles/a%20project%20of%20its%20own"))
                        .at("/profile/keyCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(ask("DELETE", "/api/admin/profiles/a%20project%20of%20its%20own")
                        .statusCode())
                .isEqualTo(409);
        assertThat(ask("DELETE", address).statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", address).statusCode()).isEqualTo(404);
    }

    @Test
    void aDailyLimitIsSetCountedAndTold() throws Exception {
        String key = Pollux.key(88);
        JsonNode added = json(ask("POST", "/api/admin/keys", "{\"key\":\"" + key + "\",\"dailyRateLimit\":50}"))
                .path("key");
        String address = "/api/admin/keys/" + added.path("_id").asText();
        assertThat(added.path("dailyRateLimit").asInt()).isEqualTo(50);
        assertThat(added.path("dailyRequestsUsed").asInt()).isZero();
        JsonNode moved = json(ask("PUT", address, "{\"name\":\"rationed\",\"profile\":\"rations\"}"));
        assertThat(moved.at("/key/dailyRateLimit").asInt()).as("kept").isEqualTo(50);
        for (String wrong : List.of("-1", "1.5", "\"many\"", "{}", "true", "9999999999")) {
            assertThat(ask("PUT", address, "{\"dailyRateLimit\":" + wrong + "}").statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }

        HttpResponse<String> bulk = ask(
                "PATCH",
                "/api/admin/keys/bulk",
                "{\"action\":\"setLimit\",\"keyIds\":[\"" + added.path("_id").asText()
                        + "\"],\"dailyRequestLimit\":1}");
        assertThat(json(bulk).path("count").asInt()).as(bulk.body()).isEqualTo(1);
        JsonNode limited = balancerKey(key);
        for (int call = 0; call < 20 && limited.path("dailyRequestsUsed").asInt() == 0; call++) {
            Bare.post(
                    pollux.base(),
                    "/v1/chat/completions",
                    "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
            limited = balancerKey(key);
        }
        assertThat(limited.path("dailyRateLimit").asInt()).isEqualTo(1);
        assertThat(limited.path("dailyRequestsUsed").asInt()).isEqualTo(1);
        assertThat(limited.path("isDisabledByRateLimit").asBoolean()).isTrue();
        assertThat(profileOnceItHasServed().path("avgDailyLimit").asInt()).isEqualTo(1);

        JsonNode free = json(ask("PUT", address, "{\"dailyRateLimit\":null}")).path("key");
        assertThat(free.path("dailyRateLimit").isNull()).isTrue();
        assertThat(free.path("isDisabledByRateLimit").asBoolean()).isFalse();
        assertThat(free.path("dailyRequestsUsed").asInt()).isEqualTo(1);
        ask("POST", "/api/admin/keys/import", "[{\"key\":\"" + key + "\",\"dailyRateLimit\":7}]");
        assertThat(balancerKey(key).path("dailyRateLimit").asInt()).isEqualTo(7);
        ask("POST", "/api/admin/keys/import", "[{\"key\":\"" + key + "\"}]");
        assertThat(balancerKey(key).path("dailyRateLimit").asInt()).isEqualTo(7);
        assertThat(ask("DELETE", address).statusCode()).isEqualTo(200);
    }

    private static JsonNode balancerKey(String key) throws Exception {
        for (JsonNode each : json(ask("GET", "/api/admin/keys"))) {
            if (each.path("key").asText().equals("AIzaSy..." + key.substring(key.length() - 6))) {
                return each;
            }
        }
        throw new AssertionError("The key is not in the list");
    }

    /** The profile's sum is of what has been written down, a moment after the call. */
    private static JsonNode profileOnceItHasServed() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        JsonNode profile;
        do {
            profile = json(ask("GET", "/api/admin/profiles/rations")).path("profile");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (profile.path("dailyRequestsUsed").asInt() == 0 && System.nanoTime() < deadline);
        assertThat(profile.path("dailyRequestsUsed").asInt()).isEqualTo(1);
        return profile;
    }

    @Test
    void aProfileWithoutKeysComesAndGoes() throws Exception {
        String profile = "{\"name\":\"empty\",\"description\":\"of nothing\"}";
        assertThat(json(ask("POST", "/api/admin/profiles", profile))
                        .at("/profile/description")
                        .asText())
                .isEqualTo("of nothing");
        assertThat(ask("POST", "/api/admin/profiles", profile).statusCode()).isEqualTo(409);
        assertThat(json(ask("PUT", "/api/admin/profiles/empty", "{\"description\":\"still\"}"))
                        .at("/profile/description")
                        .asText())
                .isEqualTo("still");
        assertThat(ask("DELETE", "/api/admin/profiles/empty").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/api/admin/profiles/empty").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/admin/profiles/default").statusCode()).isEqualTo(400);
    }

    @Test
    void anExportedFileCanBeTakenInAgain() throws Exception {
        String file =
                "[{\"key\":\"" + Pollux.key(66) + "\",\"name\":\"from a file\",\"isActive\":false},{\"name\":\"x\"}]";
        String upload = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"keys.json\"\r\n"
                + "Content-Type: application/json\r\n\r\n" + file + "\r\n--edge--\r\n";
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(pollux.base().resolve("/api/admin/keys/import"))
                        .header("Authorization", "Bearer " + Pollux.ADMINISTRATOR)
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(BodyPublishers.ofString(upload))
                        .build(),
                text());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("added").asInt()).isEqualTo(1);
        assertThat(json(answer).path("skipped").asInt()).isEqualTo(1);
        JsonNode again = json(ask("POST", "/api/admin/keys/import", file));
        assertThat(again.path("updated").asInt()).isEqualTo(1);
        assertThat(ask("POST", "/api/config/keys/delete-selected", keys(Pollux.key(66)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aKeyThatGoogleRefusesIsToldInItsWords() throws Exception {
        JsonNode verified = json(ask("POST", "/gemini/v1beta/verify-selected-keys", keys("3", "no such key at all")));

        assertThat(verified.path("invalid_count").asInt()).isEqualTo(2);
        assertThat(verified.path("failed_keys").toString())
                .contains("AIzaSy...000003")
                .contains("\"error_code\":404")
                .doesNotContain("no such key at all");
        assertThat(json(ask("POST", "/gemini/v1beta/verify-key/3"))
                        .path("status")
                        .asText())
                .isEqualTo("invalid");
        assertThat(ask("POST", "/gemini/v1beta/verify-key/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCannotBeRightIsSaidSo() throws Exception {
        assertThat(ask("GET", "/api/keys?limit=many").statusCode()).isEqualTo(422);
        assertThat(json(ask("GET", "/api/keys?limit=0")).path("total_items").asInt())
                .isPositive();
        assertThat(ask("GET", "/api/logs/errors?limit=0").statusCode()).isEqualTo(422);
        assertThat(ask("GET", "/api/logs/errors?sort_by=error_log").statusCode())
                .isEqualTo(422);
        assertThat(ask("GET", "/api/logs/errors/999999/details").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/api/stats/details?period=1y").statusCode()).isEqualTo(422);
        assertThat(ask("GET", "/api/stats/attention-keys?status_code=1").statusCode())
                .isEqualTo(422);
        assertThat(ask("GET", "/api/logs?type=secrets").statusCode()).isEqualTo(400);
        assertThat(ask("GET", "/api/nothing").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/keys").statusCode()).isEqualTo(405);
        HttpResponse<String> broken = ask("PUT", "/api/config", "{\"AUTH_TOKEN\":\"sk-a-secret\",");
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).doesNotContain("sk-a-secret");
        assertThat(ask("POST", "/gemini/v1beta/verify-selected-keys", "{\"keys\":[]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theErrorNearestToAMomentIsFound() throws Exception {
        JsonNode error = json(ask("GET", "/api/logs/errors?limit=1")).at("/logs/0");
        JsonNode found = json(ask(
                "GET",
                "/api/logs/errors/lookup?gemini_key=" + error.path("gemini_key").asText()
                        + "&status_code=400&timestamp="
                        + error.path("request_time").asText()));

        assertThat(found.path("id").asInt()).isPositive();
        assertThat(found.path("error_log").asText()).isNotEmpty();
    }

    @Test
    void errorsAreSortedByTheirStatuses() throws Exception {
        for (String order : List.of("asc", "desc")) {
            JsonNode all = json(ask("GET", "/api/logs/errors?limit=1000&sort_by=error_code&sort_order=" + order));
            List<Integer> codes = new ArrayList<>();
            all.path("logs").forEach(error -> codes.add(error.path("error_code").asInt()));
            assertThat(codes).hasSize(all.path("total").asInt()).isNotEmpty();
            assertThat(codes)
                    .isSortedAccordingTo(order.equals("asc") ? Comparator.naturalOrder() : Comparator.reverseOrder());
            JsonNode last = json(ask(
                    "GET",
                    "/api/logs/errors?limit=5&sort_by=error_code&sort_order=" + order + "&offset="
                            + (codes.size() - 1)));
            assertThat(last.path("logs")).hasSize(1);
            assertThat(last.at("/logs/0/id")).isEqualTo(all.at("/logs/" + (codes.size() - 1) + "/id"));
        }
    }

    @Test
    void errorsAreDeletedOneByOneAndTheUnknownIsNotFound() throws Exception {
        HttpResponse<String> first = ask("GET", "/api/logs/errors?limit=1000");
        int last = json(first).at("/logs/0/id").asInt();
        if (json(first).path("total").asInt() > 1) {
            assertThat(ask("DELETE", "/api/logs/errors/" + last).statusCode()).isEqualTo(204);
            assertThat(ask("DELETE", "/api/logs/errors/" + last).statusCode()).isEqualTo(404);
        }
        assertThat(ask("DELETE", "/api/logs/errors", "{\"ids\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(ask("DELETE", "/api/logs/errors", "{\"ids\":[999999]}").statusCode())
                .isEqualTo(204);
        for (String address : List.of("/api/logs/errors", "/api/logs/errors/all", "/api/logs/errors/1")) {
            assertThat(CLIENT.send(request("DELETE", address, "").build(), text())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** Somebody at a browser that was left open: what the pages ask the token for again, these routes do too. */
    @Test
    void aSessionAloneIsNotEnoughForWhatTakesTheTokenAgain() throws Exception {
        HttpResponse<String> in = CLIENT.send(
                request("POST", "/auth", "auth_token=" + Pollux.ADMINISTRATOR)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .build(),
                text());
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String page = CLIENT.send(
                        request("GET", "/config", "").header("Cookie", cookie).build(), text())
                .body();
        String token = page.replaceAll("(?s).*data-page-token=\"(\\w+)\".*", "$1");
        Map<String, Integer> answers = new TreeMap<>();
        for (String wish : List.of(
                "{\"AUTH_TOKEN\":\"sk-somebody-elses\"}",
                "{\"API_KEYS\":[]}",
                "{\"BASE_URL\":\"http://127.0.0.1:9/v1beta\"}",
                "{\"MAX_RETRIES\":3}",
                ask("GET", "/api/config").body())) {
            answers.put(wish, byPage("PUT", "/api/config", wish, cookie, token).statusCode());
        }
        assertThat(answers.values()).containsExactlyInAnyOrder(403, 403, 403, 200, 200);
        assertThat(byPage("POST", "/api/settings", "{\"endpoint\":\"http://127.0.0.1:9/\"}", cookie, token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(byPage("POST", "/api/config/reset", "", cookie, token).statusCode())
                .isEqualTo(403);
        assertThat(ask("GET", "/api/config").statusCode())
                .as("the token is the old one")
                .isEqualTo(200);
    }

    private static HttpResponse<String> byPage(String method, String path, String body, String cookie, String token)
            throws Exception {
        return CLIENT.send(
                request(method, path, body)
                        .header("Cookie", cookie)
                        .header("X-Pollux-Page", token)
                        .build(),
                text());
    }

    @Test
    void schedulerStopsAndStartsTheJobsOfAllNodes() throws Exception {
        assertThat(ask("POST", "/api/scheduler/stop").statusCode()).isEqualTo(200);
        assertThat(json(ask("GET", "/api/config")).path("POLLUX_JOBS").isBoolean())
                .isTrue();
        assertThat(json(ask("GET", "/api/config")).path("POLLUX_JOBS").asBoolean())
                .isFalse();
        assertThat(ask("POST", "/api/scheduler/start").statusCode()).isEqualTo(200);
        assertThat(json(ask("GET", "/api/config")).path("POLLUX_JOBS").asBoolean())
                .isTrue();
    }

    @Test
    void trialOfAProxyIsRememberedUntilItIsForgotten() throws Exception {
        String proxy = "{\"proxy\":\"http://127.0.0.1:11\",\"use_cache\":%s}";
        ask("POST", "/api/config/proxy/clear-cache");
        JsonNode first = json(ask("POST", "/api/config/proxy/check", proxy.formatted(true)));
        assertThat(first.path("is_available").asBoolean()).isFalse();
        assertThat(json(ask("POST", "/api/config/proxy/check", proxy.formatted(true))))
                .isEqualTo(first);
        assertThat(json(ask("GET", "/api/config/proxy/cache-stats"))
                        .path("total_cached")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(ask("POST", "/api/config/proxy/check", proxy.formatted(false)))
                        .path("checked_at")
                        .asDouble())
                .isGreaterThan(first.path("checked_at").asDouble());

        assertThat(ask("POST", "/api/config/proxy/clear-cache").statusCode()).isEqualTo(200);
        assertThat(json(ask("GET", "/api/config/proxy/cache-stats"))
                        .path("total_cached")
                        .asInt())
                .isZero();
    }

    @Test
    void importedDataTakesThePlaceOfWhatStandsOrNothingIsChanged() throws Exception {
        JsonNode before = json(ask("GET", "/api/config")).path("API_KEYS");
        ask("POST", "/api/admin/keys", "{\"key\":\"" + Pollux.key(33) + "\"}");
        String good = "{\"key\":\"%s\",\"name\":\"n\",\"isActive\":1}";
        List<String> keys = new ArrayList<>();
        before.forEach(name -> keys.add("{\"key\":\"" + name.asText() + "\"}"));
        keys.add(good.formatted(Pollux.key(34)));
        String data = "{\"version\":1,\"data\":{\"api_keys\":[%s],\"settings\":[{\"id\":1,\"config\":"
                + "\"{\\\"maxRetries\\\":4}\"}],\"request_logs\":[{\"statusCode\":200}]}}";

        HttpResponse<String> refused = ask(
                "POST", "/api/admin/data/import", data.formatted(String.join(",", keys) + ",{\"key\":\"AIza...x\"}"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Nothing was changed");
        assertThat(json(ask("GET", "/api/config")).path("API_KEYS")).hasSize(before.size() + 1);

        HttpResponse<String> taken = ask("POST", "/api/admin/data/import", data.formatted(String.join(",", keys)));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(json(taken).at("/results/keys").asInt()).isEqualTo(keys.size());
        assertThat(json(taken).at("/results/settings").asInt()).isEqualTo(1);
        assertThat(json(taken).at("/results/logs").asInt()).isZero();
        assertThat(json(taken).at("/results/errors/0").asText()).contains("1 lines were not taken");
        assertThat(json(ask("GET", "/api/settings")).path("maxRetries").asInt()).isEqualTo(4);
        assertThat(json(ask("GET", "/api/config")).path("API_KEYS").toString())
                .contains("AIzaSy...000034")
                .doesNotContain("AIzaSy...000033");
        assertThat(ask("DELETE", "/api/config/keys/AIzaSy...000034").statusCode())
                .isEqualTo(200);
        assertThat(json(ask("GET", "/api/config")).path("API_KEYS")).isEqualTo(before);
    }

    @Test
    void keysThatLookAlikeAreToldApartByTheirNumbers() throws Exception {
        String one = Pollux.key(91);
        String other = "AIzaSy-" + one.substring(7);
        JsonNode first = json(ask("POST", "/api/admin/keys", "{\"key\":\"" + one + "\"}"));
        JsonNode second = json(ask("POST", "/api/admin/keys", "{\"key\":\"" + other + "\"}"));
        String name = "AIzaSy...000091#";
        List<String> names = List.of(
                name + first.at("/key/_id").asText(),
                name + second.at("/key/_id").asText());

        List<String> listed = new ArrayList<>();
        json(ask("GET", "/api/keys/all")).path("valid_keys").forEach(key -> listed.add(key.asText()));
        assertThat(listed).containsAll(names).doesNotContain("AIzaSy...000091");
        assertThat(names(json(ask("GET", "/v1/keys/list")).at("/data/valid_keys")))
                .containsAll(names);
        assertThat(ask("DELETE", "/api/config/keys/AIzaSy...000091").statusCode())
                .isEqualTo(409);
        HttpResponse<String> deleted =
                ask("POST", "/api/config/keys/delete-selected", keys(names.get(0), other, "nobody's key"));
        assertThat(json(deleted).path("deleted_count").asInt()).isEqualTo(2);
        assertThat(json(deleted).path("not_found_keys")).hasSize(1);
    }

    @Test
    void versionIsComparedWithThatOfTheAddressThatIsConfigured() throws Exception {
        HttpServer releases = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicReference<String> told = new AtomicReference<>("{\"tag_name\":\"v99.1\"}");
        releases.createContext("/latest", exchange -> {
            byte[] body = told.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        releases.start();
        try {
            String address = "http://127.0.0.1:" + releases.getAddress().getPort() + "/latest";
            assertThat(json(ask("GET", "/api/version/check"))
                            .path("error_message")
                            .asText())
                    .contains("POLLUX_UPDATE_ADDRESS");
            ask("PUT", "/api/config", "{\"POLLUX_UPDATE_ADDRESS\":\"" + address + "\"}");

            JsonNode newer = json(ask("GET", "/api/version/check"));
            assertThat(newer.path("latest_version").asText()).isEqualTo("99.1");
            assertThat(newer.path("update_available").asBoolean()).isTrue();
            assertThat(newer.path("current_version").asText())
                    .isEqualTo(json(ask("GET", "/api/health")).path("version").asText())
                    .matches("\\d+(\\.\\d+)*(-SNAPSHOT)?");
            told.set("{\"tag_name\":\"v0.0.1\"}");
            assertThat(json(ask("GET", "/api/version/check"))
                            .path("update_available")
                            .asBoolean())
                    .isFalse();
            told.set("<html>");
            assertThat(json(ask("GET", "/api/version/check"))
                            .path("error_message")
                            .asText())
                    .isEqualTo("There was no answer");
        } finally {
            releases.stop(0);
            ask("PUT", "/api/config", "{\"POLLUX_UPDATE_ADDRESS\":\"\"}");
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String keys(String... names) {
        return JSON.valueToTree(Map.of("keys", names, "key_type", "valid")).toString();
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        return ask(method, path, "");
    }

    private static HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return CLIENT.send(
                request(method, path, body)
                        .header("Authorization", "Bearer " + Pollux.ADMINISTRATOR)
                        .build(),
                text());
    }

    private static HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(pollux.base() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private static HttpResponse.BodyHandler<String> text() {
        return BodyHandlers.ofString();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
