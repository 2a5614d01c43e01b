package io.pollux.admin.api;

import static io.pollux.admin.api.Scribe.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.admin.api.Scribe.PageToken;
import io.pollux.testing.Pollux;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What /openapi.json says against what is there, both ways round: every route of the document is asked for by nobody, by a
 * client, by a session and by the administrator, and every answer has the shape that the document gives it and no secret.
 */
class DescriptionIT {
    /** Members that are left out where there is nothing to say. */
    private static final Map<String, Set<String>> OPTIONAL = Map.of(
            "BalancerKey", Set.of("kind"),
            "Verified", Set.of("error"),
            "Line", Set.of("requestId", "keyId", "modelUsed", "statusCode", "responseTime"));

    private static final String LOG_IN = "POST /api/login";

    private static Pollux pollux;
    private static JsonNode document;
    private static Scribe session;

    @BeforeAll
    static void start() throws Exception {
        pollux = Scribe.premises(
                "description",
                Map.of(
                        "API_KEYS",
                        Scribe.JSON.writeValueAsString(
                                List.of(Scribe.GOOD, Scribe.OTHER, Scribe.REFUSED, Pollux.key(56), Pollux.key(57)))));
        document = json(Scribe.administrator(pollux).get("/openapi.json"));
        session = Scribe.session(pollux, PageToken.FORGOTTEN);
    }

    @AfterAll
    static void stop() {
        pollux.close();
    }

    /** One request for each route of the document, in an order in which each finds what it is about. */
    static List<Sample> samples() {
        List<Sample> all = new ArrayList<>(balances());
        all.addAll(balancers());
        all.add(new Sample(LOG_IN, "", Scribe.password(Pollux.ADMINISTRATOR)));
        all.add(new Sample("POST /api/logout", "", ""));
        all.add(new Sample("DELETE /api/config/keys/{key}", "AIzaSy...000056", ""));
        all.add(new Sample("POST /api/config/keys/delete-selected", "", keys(Pollux.key(57))));
        all.add(new Sample("DELETE /api/logs/errors", "", "{\"ids\":[999999]}"));
        all.add(new Sample("DELETE /api/logs/errors/{id}", "1", ""));
        all.add(new Sample("DELETE /api/logs/errors/all", "", ""));
        return all;
    }

    private static List<Sample> balances() {
        return List.of(
                new Sample("GET /v1/keys/list", "", ""),
                new Sample("GET /hf/v1/keys/list", "", ""),
                new Sample("GET /api/keys", "?limit=2", ""),
                new Sample("GET /api/keys/all", "", ""),
                new Sample("GET /api/config", "", ""),
                new Sample("PUT /api/config", "", "{\"MAX_RETRIES\":3}"),
                new Sample("POST /api/config/reset", "", ""),
                new Sample("GET /api/config/ui/models", "", ""),
                new Sample(
                        "POST /api/config/proxy/check", "", "{\"proxy\":\"http://a:" + Scribe.HUSH + "@127.0.0.1:9\"}"),
                new Sample(
                        "POST /api/config/proxy/check-all",
                        "",
                        "{\"proxies\":[\"http://a:" + Scribe.HUSH + "@127.0.0.1:9\"]}"),
                new Sample("GET /api/config/proxy/cache-stats", "", ""),
                new Sample("POST /api/config/proxy/clear-cache", "", ""),
                new Sample("GET /api/stats/details", "?period=24h", ""),
                new Sample("GET /api/stats/key-details", "?period=24h&key=1", ""),
                new Sample("GET /api/stats/attention-keys", "?status_code=403", ""),
                new Sample("GET /api/key-usage-details/{key}", "1", ""),
                new Sample("GET /api/logs/errors", "", ""),
                new Sample("GET /api/logs/errors/{id}/details", "1", ""),
                new Sample("GET /api/logs/errors/lookup", "NEAREST", ""),
                new Sample("POST /api/scheduler/stop", "", ""),
                new Sample("POST /api/scheduler/start", "", ""),
                new Sample("GET /api/version/check", "", ""),
                new Sample("GET /openapi.json", "", ""),
                new Sample("POST /gemini/v1beta/reset-all-fail-counts", "", ""),
                new Sample("POST /gemini/v1beta/reset-selected-fail-counts", "", keys("1")),
                new Sample("POST /gemini/v1beta/reset-fail-count/{key}", "AIzaSy...000001", ""),
                new Sample("POST /gemini/v1beta/verify-key/{key}", "1", ""),
                new Sample("POST /gemini/v1beta/verify-selected-keys", "", keys("1", Scribe.REFUSED)),
                new Sample("GET /api/cron/health-check", "", ""));
    }

    private static List<Sample> balancers() {
        return List.of(
                new Sample("GET /api/admin/keys", "", ""),
                new Sample("POST /api/admin/keys", "", "{\"key\":\"" + Pollux.key(55) + "\"}"),
                new Sample("PUT /api/admin/keys/{id}", "2", "{\"name\":\"second\",\"profile\":\"a project\"}"),
                new Sample("PATCH /api/admin/keys/{id}", "AIzaSy...000055", ""),
                new Sample("DELETE /api/admin/keys/{id}", "AIzaSy...000055", ""),
                new Sample(
                        "PATCH /api/admin/keys/bulk",
                        "",
                        "{\"action\":\"setLimit\",\"keyIds\":[\"1\"],\"dailyRequestLimit\":null}"),
                new Sample("POST /api/admin/keys/move", "", "{\"keyIds\":[\"2\"],\"targetProfile\":\"another\"}"),
                new Sample("GET /api/admin/keys/export", "", ""),
                new Sample("POST /api/admin/keys/import", "", "[]"),
                new Sample("POST /api/admin/profiles", "", "{\"name\":\"empty\"}"),
                new Sample("GET /api/admin/profiles", "", ""),
                new Sample("GET /api/admin/profiles/{name}", "default", ""),
                new Sample("PUT /api/admin/profiles/{name}", "empty", "{\"description\":\"of nothing\"}"),
                new Sample("DELETE /api/admin/profiles/{name}", "empty", ""),
                new Sample("GET /api/admin/data/export", "", ""),
                new Sample("POST /api/admin/data/import", "", "{\"data\":{}}"),
                new Sample("GET /api/admin/monitoring", "", ""),
                new Sample("POST /api/admin/cleanup-logs", "", ""),
                new Sample("POST /api/admin/reset-stats", "", ""),
                new Sample("GET /api/health", "", ""),
                new Sample("GET /api/logs", "?type=errors", ""),
                new Sample("GET /api/stats", "", ""),
                new Sample("GET /api/settings", "", ""),
                new Sample("POST /api/settings", "", "{\"maxFailureCount\":3}"));
    }

    @Test
    void everyDescribedRouteIsAskedForAndEveryOneAskedForIsDescribed() {
        Set<String> described = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(samples()).extracting(Sample::route).doesNotHaveDuplicates();
        assertThat(described)
                .isEqualTo(new TreeSet<>(samples().stream().map(Sample::route).toList()));
    }

    @Test
    void everyRouteSaysWhoMayCome() {
        assertThat(document.path("security")).hasSize(2);
        assertThat(document.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.at("/responses/default/content").isEmpty()).isFalse();
            }
        }
        assertThat(document.at("/paths/~1api~1login/post/security").toString())
                .as("everybody may log in")
                .isEqualTo("[]");
        assertThat(document.at("/components/schemas/Added/properties/dailyRateLimit")
                        .toString())
                .as("a number, a text or null")
                .isEqualTo("{}");
        assertThat(document.at("/info/version").asText())
                .isEqualTo(Version.CURRENT)
                .matches("\\d.*");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void routeIsAnsweredAsItIsDescribedAndOnlyToWhoMayCome(Sample sample) {
        String path = sample.path();
        if (!sample.route().equals(LOG_IN)) {
            refusesStrangers(sample, path);
        }
        HttpResponse<String> answer = Scribe.administrator(pollux).ask(sample.method(), path, sample.body());

        JsonNode responses = document.path("paths")
                .path(sample.template())
                .path(sample.method().toLowerCase(Locale.ROOT))
                .path("responses");
        JsonNode response = responses.path(Integer.toString(answer.statusCode()));
        assertThat(response.isMissingNode())
                .as(answer.statusCode() + " is described: " + answer.body())
                .isFalse();
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(Scribe.SECRETS).noneMatch(answer.body()::contains);
        if (answer.statusCode() == 204) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        JsonNode schema = response.at("/content/application~1json/schema");
        assertThat(schema.isEmpty()).as("a shape is described").isFalse();
        fits(schema, json(answer), sample.route());
    }

    private static void refusesStrangers(Sample sample, String path) {
        Scribe stranger = Scribe.stranger(pollux);
        for (Scribe wrong : List.of(
                stranger,
                stranger.sending("Authorization", "Bearer " + Pollux.TOKEN),
                stranger.sending("Authorization", "Bearer " + Pollux.ADMINISTRATOR + "x"),
                stranger.sending("Cookie", "pollux-session=0123456789ABCDEF"),
                session.sending("Authorization", "Bearer wrong"))) {
            assertThat(wrong.ask(sample.method(), path, sample.body()).statusCode())
                    .isEqualTo(401);
        }
        if (!sample.method().equals("GET")) {
            assertThat(session.ask(sample.method(), path, sample.body()).statusCode())
                    .as("a session without the token of a page")
                    .isEqualTo(403);
            assertThat(session.sending("X-Pollux-Page", "0".repeat(48))
                            .ask(sample.method(), path, sample.body())
                            .statusCode())
                    .isEqualTo(403);
        } else {
            assertThat(session.get(path).statusCode()).as("a session may read").isEqualTo(200);
        }
    }

    /** Whether an answer has what its schema says, neither less nor more; null stands for what is not known. */
    private static void fits(JsonNode schema, JsonNode value, String place) {
        if (value.isNull() || schema.isEmpty()) {
            return;
        }
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replaceFirst(".*/", "");
            members(document.at("/components/schemas/" + name), value, place + " " + name, name);
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> members(schema, value, place, "");
            case "array" -> {
                assertThat(value.isArray()).as(place).isTrue();
                value.forEach(item -> fits(schema.path("items"), item, place + "[]"));
            }
            case "integer" ->
                assertThat(value.isIntegralNumber()).as(place + value).isTrue();
            case "number" -> assertThat(value.isNumber()).as(place + value).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(place + value).isTrue();
            default -> assertThat(value.isTextual()).as(place + value).isTrue();
        }
    }

    private static void members(JsonNode schema, JsonNode value, String place, String name) {
        assertThat(value.isObject()).as(place + " " + value).isTrue();
        Set<String> described = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(described::add);
        Set<String> found = new TreeSet<>();
        value.fieldNames().forEachRemaining(found::add);
        if (schema.has("additionalProperties")) {
            value.forEach(member -> fits(schema.path("additionalProperties"), member, place + ".*"));
            return;
        }
        assertThat(described).as(place).containsAll(found);
        described.removeAll(OPTIONAL.getOrDefault(name, Set.of()));
        assertThat(found).as(place).containsAll(described);
        value.properties()
                .forEach(member -> fits(
                        schema.path("properties").path(member.getKey()),
                        member.getValue(),
                        place + "." + member.getKey()));
    }

    private static String keys(String... names) {
        return Scribe.JSON.valueToTree(Map.of("keys", names, "key_type", "all")).toString();
    }

    /**
     * A request.
     *
     * @param route method and address as the document has them
     * @param ending what stands for the name in braces, or is added to the address
     */
    record Sample(String route, String ending, String body) {
        String method() {
            return route.substring(0, route.indexOf(' '));
        }

        String template() {
            return route.substring(route.indexOf(' ') + 1);
        }

        String path() {
            if (ending.equals("NEAREST")) {
                JsonNode error = json(Scribe.administrator(pollux).get("/api/logs/errors?limit=1"))
                        .at("/logs/0");
                return template() + "?gemini_key=" + error.path("gemini_key").asText() + "&timestamp="
                        + error.path("request_time").asText();
            }
            return template().contains("{") ? template().replaceAll("\\{\\w+}", ending) : template() + ending;
        }

        @Override
        public String toString() {
            return route;
        }
    }
}
