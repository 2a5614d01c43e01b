package io.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final Secret KEY = Secret.of("AIza-the-key");

    @ParameterizedTest
    @CsvSource({
        "http://p.example:8080,                 HTTP,   p.example, 8080, '',   ''",
        "http://user:pass@p.example:8080,       HTTP,   p.example, 8080, user, pass",
        "http://us%40er:p%3Aa+ss@p.example,     HTTP,   p.example, 80,   us@er, p:a+ss",
        "http://user:p@ss:w@p.example:1,        HTTP,   p.example, 1,    user, p@ss:w",
        "socks5://p.example,                    SOCKS5, p.example, 1080, '',   ''",
        "socks5h://u:p@10.0.0.1:9050/,          SOCKS5, 10.0.0.1,  9050, u,    p",
        "p.example:3128,                        HTTP,   p.example, 3128, '',   ''",
        "http://[::1]:3128,                     HTTP,   [::1],     3128, '',   ''",
        "https://p.example:443,                 UNUSABLE, p.example, 443, '',  ''",
        "socks4://p.example:1080,               UNUSABLE, p.example, 1080, '', ''",
        "http://p.example:99999,                UNUSABLE, p.example, 99999, '', ''",
        "what is this/not a proxy,               UNUSABLE, unreadable, 0, '', ''"
    })
    void proxiesAreReadAsTheyAreWritten(
            String line, Egress.Kind kind, String host, int port, String user, String password) {
        Egress egress = Egress.of(Secret.of(line));
        if (line.contains(" ")) {
            assertThat(egress.kind()).isNotEqualTo(Egress.Kind.DIRECT);
            return;
        }
        assertThat(egress.kind()).isEqualTo(kind);
        assertThat(egress.proxy()).isEqualTo(new HostPort(host, port));
        assertThat(egress.user()).isEqualTo(user);
        assertThat(egress.password().map(Secret::reveal).orElse("")).isEqualTo(password);
        assertThat(egress.label()).endsWith(host + ":" + port);
    }

    @Test
    void noProxiesMeansDirect() {
        assertThat(plan(List.of()).egress(KEY, bound -> 0).label()).isEqualTo("direct");
    }

    @Test
    void keyKeepsItsProxyAndOnlyKeysOfAProxyThatGoesAwayMove() {
        List<String> five = IntStream.range(0, 5)
                .mapToObj(number -> "http://u:p@proxy-" + number + ".example:8080")
                .toList();
        Map<Secret, String> before = chosen(plan(five));
        Map<Secret, String> again = chosen(plan(reversed(five)));
        Map<Secret, String> without = chosen(plan(five.subList(0, 4)));

        assertThat(again).isEqualTo(before);
        before.forEach((key, label) -> {
            if (!label.contains("proxy-4")) {
                assertThat(without).containsEntry(key, label);
            }
        });
        for (int proxy = 0; proxy < 5; proxy++) {
            String label = "http://proxy-" + proxy + ".example:8080";
            assertThat(before.values().stream().filter(label::equals).count()).isBetween(120L, 280L);
        }
    }

    @Test
    void placeOfAProxyIsTheSameOnEveryMachine() {
        assertThat(Egress.of(Secret.of("http://u:secret@proxy.example:8080")).place())
                .isEqualTo(Egress.of(Secret.of("http://u:changed@proxy.example:8080"))
                        .place())
                .isEqualTo(-6285527694001145066L);
    }

    @Test
    void withoutConsistencyChanceChooses() {
        Plan plan = new Plan(
                Settings.defaults()
                        .with(Settings.PROXIES, List.of(Secret.of("http://a:1"), Secret.of("http://b:2")))
                        .with(Settings.PROXIES_USE_CONSISTENCY_HASH_BY_API_KEY, false),
                1);
        assertThat(plan.egress(KEY, bound -> bound - 1).label()).isEqualTo("http://b:2");
        assertThat(plan.egress(KEY, bound -> 0).label()).isEqualTo("http://a:1");
    }

    @Test
    void connectingIsBoundedByTimeOutAndByTenSeconds() {
        assertThat(timeOut(300).connect()).isEqualTo(Duration.ofSeconds(10));
        assertThat(timeOut(3).connect()).isEqualTo(Duration.ofSeconds(3));
        assertThat(timeOut(300).silence()).isEqualTo(Duration.ofSeconds(300));
        assertThat(timeOut(3).total(Operation.GENERATE)).isEqualTo(Duration.ofMinutes(10));
        assertThat(timeOut(3).total(Operation.STREAM)).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void onlyListedHeadersOfTheClientPass() {
        Map<String, String> client = new HashMap<>(Map.of(
                "user-agent", "google-genai-sdk/3.1.0",
                "x-goog-api-client", "gl-node",
                "x-server-timeout", "60",
                "authorization", "Bearer client-token",
                "cookie", "a=b",
                "x-forwarded-for", "192.0.2.1",
                "openai-organization", "org",
                "accept-encoding", "gzip, br",
                "x-goog-user-project", "p"));
        client.put("x-goog-api-key", "client-token");
        client.put("content-type", "text/plain");
        client.put("range", "bytes=0-1\r\nx-evil: 1");

        MultiMap sent = headers(Map.of(), client);

        assertThat(sent.names())
                .containsExactlyInAnyOrder(
                        "accept",
                        "accept-encoding",
                        "content-type",
                        "user-agent",
                        "x-goog-api-client",
                        "x-server-timeout",
                        "x-goog-api-key");
        assertThat(sent.get("x-goog-api-key")).isEqualTo(KEY.reveal());
        assertThat(sent.getAll("x-goog-api-key")).hasSize(1);
        assertThat(sent.get("content-type")).isEqualTo("application/json");
        assertThat(sent.get("accept-encoding")).isEqualTo("identity");
        assertThat(sent.get("user-agent")).isEqualTo("google-genai-sdk/3.1.0");
    }

    @Test
    void customHeadersAreAddedButNeverACredentialOrALineBreak() {
        MultiMap sent = headers(
                Map.of(
                        "X-Team", "blue",
                        "User-Agent", "ours",
                        "X-Goog-Api-Key", "other",
                        "Authorization", "Bearer other",
                        "Host", "evil.example",
                        "Proxy-Authorization", "Basic x",
                        "X-Bad", "a\r\nx-evil: 1",
                        "X Bad", "a"),
                Map.of("user-agent", "client"));

        assertThat(sent.get("x-team")).isEqualTo("blue");
        assertThat(sent.get("user-agent")).isEqualTo("ours");
        assertThat(sent.getAll("x-goog-api-key")).containsExactly(KEY.reveal());
        assertThat(sent.names())
                .doesNotContain("authorization", "host", "proxy-authorization", "x-bad", "x bad", "x-evil");
    }

    private static MultiMap headers(Map<String, String> custom, Map<String, String> client) {
        GeminiCall call = new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1", "m", "", client, new byte[0], 0);
        return new RequestHeaders(custom).of(call, Optional.of(KEY));
    }

    private static Map<Secret, String> chosen(Plan plan) {
        Map<Secret, String> chosen = new HashMap<>();
        IntStream.range(0, 1_000)
                .mapToObj(number -> Secret.of("AIzaKey" + number))
                .forEach(key -> chosen.put(
                        key,
                        plan.egress(key, bound -> {
                                    throw new AssertionError("chance was asked");
                                })
                                .label()));
        return chosen;
    }

    private static List<String> reversed(List<String> lines) {
        List<String> reversed = new ArrayList<>(lines);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    private static Plan plan(List<String> proxies) {
        return new Plan(
                Settings.defaults()
                        .with(Settings.PROXIES, proxies.stream().map(Secret::of).toList()),
                1);
    }

    private static Plan timeOut(int seconds) {
        return new Plan(Settings.defaults().with(Settings.TIME_OUT, Duration.ofSeconds(seconds)), 1);
    }
}
