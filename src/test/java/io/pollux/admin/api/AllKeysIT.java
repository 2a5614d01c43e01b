package io.pollux.admin.api;

import static io.pollux.admin.api.Scribe.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.pollux.testing.Pollux;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that tell of all keys, and those that take many: with more of them than H2 sorts in memory. */
@TestMethodOrder(MethodName.class)
class AllKeysIT {
    private static final System.Logger LOG = System.getLogger(AllKeysIT.class.getName());
    private static final int ALL = 50_000;
    /** Of a machine that has other things to do as well; a look at each key by itself takes many times as long. */
    private static final Duration MOST = Duration.ofSeconds(30);

    private static Pollux pollux;
    private static Scribe script;

    @BeforeAll
    static void fill() {
        pollux = Pollux.start("allkeys", Map.of("API_KEYS", "[]"));
        script = Scribe.administrator(pollux);
        ArrayNode file = Scribe.JSON.createArrayNode();
        for (int number = 0; number < ALL; number++) {
            file.addObject().put("key", Pollux.key(number)).put("isActive", number % 10 != 0);
        }
        JsonNode taken = json(script.ask("POST", "/api/admin/keys/import", file.toString()));
        assertThat(taken.path("added").asInt()).isEqualTo(ALL);
    }

    @AfterAll
    static void stop() {
        pollux.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/keys/list, /data/valid_keys, 45000",
        "/v1/keys/list, /data/invalid_keys, 5000",
        "/api/keys/all, /valid_keys, 45000",
        "/api/keys?limit=1000&page=45, /keys, 1000",
        "/api/config, /API_KEYS, 50000",
        "/api/admin/keys, '', 50000",
        "/api/admin/keys/export?whole=true, '', 50000",
        "/api/admin/data/export, /data/api_keys, 50000",
        "/api/admin/profiles/default, /keys, 50000",
        "/api/logs?type=keys&limit=50, /logs, 50"
    })
    void allOfThemAreTold(String path, String place, int count) {
        assertThat(json(ask("GET", path, "")).at(place)).hasSize(count);
    }

    @Test
    void eachIsNamedOnce() {
        Set<String> names = new HashSet<>();
        json(ask("GET", "/api/keys/all", "")).path("valid_keys").forEach(name -> names.add(name.asText()));

        assertThat(names).hasSize(ALL / 10 * 9).contains("AIzaSy...049999");
    }

    @Test
    void listThatComesBackChangesNothing() {
        JsonNode sheet = json(ask("GET", "/api/config", ""));
        String keys = Scribe.JSON
                .createObjectNode()
                .set("API_KEYS", sheet.path("API_KEYS"))
                .toString();

        assertThat(json(ask("PUT", "/api/config", keys)).path("API_KEYS")).hasSize(ALL);
    }

    @Test
    void wholeKeysThatComeBackChangeNothing() {
        ArrayNode keys = Scribe.JSON.createArrayNode();
        for (int number = 0; number < ALL; number++) {
            keys.add(Pollux.key(number));
        }
        String sheet = Scribe.JSON.createObjectNode().set("API_KEYS", keys).toString();

        assertThat(json(ask("PUT", "/api/config", sheet)).path("API_KEYS")).hasSize(ALL);
    }

    @Test
    void manyAreFoundByTheirNamesAtOnce() {
        ArrayNode names = Scribe.JSON.createArrayNode();
        for (int number = 0; number < 5_000; number++) {
            names.add(number % 2 == 0 ? Pollux.key(number) : "AIzaSy...%06d".formatted(number));
        }
        String selection = Scribe.JSON
                .createObjectNode()
                .put("key_type", "all")
                .set("keys", names)
                .toString();

        assertThat(json(ask("POST", "/gemini/v1beta/reset-selected-fail-counts", selection))
                        .path("reset_count")
                        .asInt())
                .isEqualTo(5_000);
    }

    private static HttpResponse<String> ask(String method, String path, String body) {
        long begun = System.nanoTime();
        HttpResponse<String> answer = script.ask(method, path, body);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        LOG.log(System.Logger.Level.INFO, "{0} {1} took {2} ms", method, path, took.toMillis());
        assertThat(answer.statusCode())
                .as(answer.body().substring(0, Math.min(500, answer.body().length())))
                .isEqualTo(200);
        assertThat(took).as(method + " " + path).isLessThan(MOST);
        return answer;
    }
}
