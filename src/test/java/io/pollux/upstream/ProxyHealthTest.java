package io.pollux.upstream;

import static io.pollux.upstream.Calls.awaitThat;
import static io.pollux.upstream.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.EgressFailed;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.pollux.testing.Answers;
import io.pollux.testing.FakeGemini;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real proxies on this machine that die and come back; only the pauses pass faster. */
class ProxyHealthTest {
    private static final List<Secret> KEYS = IntStream.range(0, 30)
            .mapToObj(number -> Secret.of("AIzaKeyNumber" + number + "OfThisTest"))
            .toList();

    private final FakeGemini fake = FakeGemini.start();
    private final AtomicLong leap = new AtomicLong();
    private final List<ProxyServer> opened = new ArrayList<>();
    private volatile Settings settings =
            Settings.defaults().with(Settings.BASE_URL, URI.create("http://localhost:" + fake.port()));
    private final VertxUpstream upstream = new VertxUpstream(
            () -> settings,
            VertxUpstream.clientOptions(),
            new Pace(() -> System.nanoTime() + leap.get(), Clock.systemUTC(), () -> 0.5));

    @BeforeEach
    void accept() {
        fake.acceptOnly(KEYS.stream().map(Secret::reveal).toList());
    }

    @AfterEach
    void close() throws Exception {
        upstream.close();
        for (ProxyServer proxy : opened) {
            proxy.close();
        }
        fake.close();
    }

    @Test
    void keysOfAProxyThatDiesGoThroughTheOthersAndComeBackWithIt() throws Exception {
        ProxyServer http = open(ProxyServer.http());
        ProxyServer socks = open(ProxyServer.socks5());
        ProxyServer third = open(ProxyServer.http());
        use(http.line(), socks.line(), third.line());
        Map<Secret, String> before = routes();
        assertThat(before.values()).contains(http.label(), socks.label(), third.label());

        for (ProxyServer dying : List.of(http, socks)) {
            List<Secret> keys = KEYS.stream()
                    .filter(key -> before.get(key).equals(dying.label()))
                    .toList();
            int reached = fake.calls().size();
            dying.close();
            for (int times = 0; times < EgressHealth.FAILURES; times++) {
                send(keys.get(0)).failure(EgressFailed.class);
            }
            assertThat(fake.calls()).as("nothing went direct").hasSize(reached);
            for (Secret key : keys) {
                Heard heard = new Heard();
                Upstream.Sending sending = upstream.send(call(Operation.GENERATE), key, heard);
                assertThat(sending.egress()).isNotEqualTo(dying.label()).isNotEqualTo("direct");
                assertThat(heard.whole()).hasSize(1);
            }
            assertThat(view(dying).state()).isEqualTo(ProxyView.State.SET_ASIDE);
            assertThat(view(dying).lastFailure()).containsIgnoringCase("proxy").doesNotContain("a ss", "u@ser");
            open(dying.again());
            pass(Duration.ofSeconds(6));
        }

        assertThat(routes()).as("all keys are back").isEqualTo(before);
        assertThat(upstream.views()).allMatch(view -> view.state() == ProxyView.State.WELL);
    }

    @Test
    void proxyThatIsBackIsFoundByTheHousesOwnQuestionWhichCarriesNoKey() throws Exception {
        ProxyServer http = open(ProxyServer.http());
        use(http.line());
        http.close();
        fail(3);
        EgressFailed told = send(KEYS.get(0)).failure(EgressFailed.class);
        assertThat(told.report().status()).isEqualTo(503);
        assertThat(told.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));

        upstream.checkNow();
        awaitThat(
                "it is still away",
                () -> view(http).until().isPresent() && view(http).failures() == 4);
        open(http.again());
        upstream.checkDue();
        assertThat(view(http).checkedAt()).isPresent();
        int questions = fake.calls().size();
        pass(Duration.ofSeconds(6));
        upstream.checkDue();
        awaitThat("it is well again", () -> view(http).state() == ProxyView.State.WELL);
        assertThat(fake.calls()).hasSize(questions + 1);
        assertThat(fake.calls().get(questions).headers()).doesNotContainKeys("x-goog-api-key", "authorization");
        assertThat(fake.calls().get(questions).toString()).doesNotContain("AIza");
        assertThat(send(KEYS.get(0)).whole()).hasSize(1);
    }

    @Test
    void wrongPasswordSetsAProxyAsideAndARightOneInTheSettingsActsAtOnce() throws Exception {
        for (ProxyServer proxy : List.of(open(ProxyServer.http()), open(ProxyServer.socks5()))) {
            use(proxy.wrongLine());
            fail(3);
            assertThat(send(KEYS.get(0)).failure(EgressFailed.class).retryAfter())
                    .isPresent();
            use(proxy.line());
            assertThat(send(KEYS.get(0)).whole()).hasSize(1);
        }
    }

    @Test
    void placeThatGoogleDoesNotServeIsLeftForAnotherProxy() throws Exception {
        ProxyServer one = open(ProxyServer.http());
        ProxyServer other = open(ProxyServer.socks5());
        use(one.line(), other.line());
        fake.when().answer(Answers.locationUnsupported()).once();
        Heard refused = new Heard();
        String own =
                upstream.send(call(Operation.GENERATE), KEYS.get(0), refused).egress();
        assertThat(refused.failure(EgressFailed.class).location()).isTrue();

        Heard heard = new Heard();
        assertThat(upstream.send(call(Operation.GENERATE), KEYS.get(0), heard).egress())
                .isNotEqualTo(own)
                .isIn(one.label(), other.label());
        assertThat(heard.whole()).hasSize(1);
        ProxyView view = upstream.views().stream()
                .filter(each -> each.label().equals(own))
                .findFirst()
                .orElseThrow();
        assertThat(view.state()).isEqualTo(ProxyView.State.REFUSED);
        assertThat(view.lastFailure()).contains("location is not supported");
    }

    private ProxyServer open(ProxyServer proxy) {
        opened.add(proxy);
        return proxy;
    }

    private void use(String... lines) {
        settings =
                settings.with(Settings.PROXIES, Stream.of(lines).map(Secret::of).toList());
    }

    private void pass(Duration time) {
        leap.addAndGet(time.toNanos());
    }

    private void fail(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            send(KEYS.get(0)).failure(EgressFailed.class);
        }
    }

    private ProxyView view(ProxyServer proxy) {
        return upstream.views().stream()
                .filter(view -> view.label().equals(proxy.label()))
                .findFirst()
                .orElseThrow();
    }

    private Map<Secret, String> routes() throws Exception {
        Map<Secret, String> routes = new HashMap<>();
        for (Secret key : KEYS) {
            Heard heard = new Heard();
            Upstream.Sending sending = upstream.send(call(Operation.GENERATE), key, heard);
            assertThat(heard.whole()).hasSize(1);
            routes.put(key, sending.egress());
        }
        return routes;
    }

    private Heard send(Secret key) {
        Heard heard = new Heard();
        upstream.send(call(Operation.GENERATE), key, heard);
        return heard;
    }
}
