package io.pollux.upstream;

import static io.pollux.upstream.Calls.KEY;
import static io.pollux.upstream.Calls.awaitThat;
import static io.pollux.upstream.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.pollux.testing.Answers;
import io.pollux.testing.FakeGemini;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways out through real proxies on this machine. */
class ProxiesTest {
    private final FakeGemini fake = FakeGemini.start();
    private final ProxyServer http = ProxyServer.http();
    private final ProxyServer socks = ProxyServer.socks5();
    private volatile Settings settings =
            Settings.defaults().with(Settings.BASE_URL, URI.create("http://localhost:" + fake.port()));
    private final VertxUpstream upstream = new VertxUpstream(() -> settings);

    ProxiesTest() throws Exception {}

    @BeforeEach
    void accept() {
        fake.acceptOnly(List.of(KEY.reveal()));
    }

    @AfterEach
    void close() throws Exception {
        upstream.close();
        http.close();
        socks.close();
        fake.close();
    }

    @Test
    void httpProxyTakesTheCallWithItsPassword() throws Exception {
        use(http.line());
        Heard heard = new Heard();
        Upstream.Sending sending = upstream.send(call(Operation.STREAM), KEY, heard);

        assertThat(heard.whole()).isNotEmpty();
        assertThat(sending.egress()).isEqualTo(http.label()).doesNotContain("@");
        assertThat(http.targets())
                .containsExactly("POST http://localhost:" + fake.port()
                        + "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
        assertThat(fake.calls().get(0).headers()).doesNotContainKey("proxy-authorization");
    }

    @Test
    void socksProxyTakesTheCallWithItsPasswordAndFindsTheNameItself() throws Exception {
        use(socks.line());
        assertThat(send().whole()).hasSize(1);
        assertThat(send().whole()).hasSize(1);

        assertThat(socks.targets()).allMatch(target -> target.equals("name localhost:" + fake.port()));
    }

    @Test
    void wrongPasswordIsTheEgressesAndNeverGoesDirect() throws Exception {
        for (ProxyServer proxy : List.of(http, socks)) {
            use(proxy.wrongLine());
            Failure.EgressFailed failed = send().failure(Failure.EgressFailed.class);
            assertThat(failed.report().status()).isEqualTo(502);
            assertThat(failed.report().message()).doesNotContain("wrong").containsIgnoringCase("proxy");
        }
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void proxyThatIsGoneIsTheEgressesAndNeverGoesDirect() throws Exception {
        http.close();
        socks.close();
        for (ProxyServer proxy : List.of(http, socks)) {
            use(proxy.line());
            send().failure(Failure.EgressFailed.class);
        }
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void proxyIsTriedBeforeItIsInTheSettingsAndWithoutAKey() throws Exception {
        for (ProxyServer proxy : List.of(http, socks)) {
            ProxyTrial good = trial(proxy.line());
            assertThat(good.leads()).as(good.toString()).isTrue();
            assertThat(good.label()).isEqualTo(proxy.label());
            assertThat(proxy.targets()).hasSize(1);

            ProxyTrial wrong = trial(proxy.wrongLine());
            assertThat(wrong.leads()).isFalse();
            assertThat(wrong.words()).isNotEmpty().doesNotContain("wrong");
        }
        assertThat(trial("https://127.0.0.1:1").leads()).isFalse();
        assertThat(fake.calls()).hasSize(2).allSatisfy(call -> assertThat(call.headers())
                .doesNotContainKey("x-goog-api-key"));
        assertThat(upstream.views()).extracting(ProxyView::label).containsExactly("direct");
    }

    private ProxyTrial trial(String line) throws Exception {
        return upstream.trial(Secret.of(line)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void proxyThatCannotBeUsedFailsItsCallsInsteadOfGoingDirect() throws Exception {
        use("https://127.0.0.1:1");
        Heard heard = new Heard();
        Upstream.Sending sending = upstream.send(call(Operation.GENERATE), KEY, heard);

        assertThat(heard.failure(Failure.EgressFailed.class).report().message()).contains("PROXIES");
        assertThat(sending.egress()).isEqualTo("unusable://127.0.0.1:1");
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void changedProxiesActOnTheNextCallAndRemovedOnesCloseWhenTheirCallsAreOver() throws Exception {
        use(socks.line());
        fake.when()
                .answer(Answers.text("x".repeat(20), 20).betweenEvents(Duration.ofMillis(50)))
                .once();
        Heard running = new Heard();
        upstream.send(call(Operation.STREAM), KEY, running);
        running.awaitEvents(1);
        use(http.line());
        // One call on each event loop, so that each hears of the change
        for (int loop = 0; loop < Runtime.getRuntime().availableProcessors(); loop++) {
            assertThat(send().whole()).hasSize(1);
        }

        assertThat(http.targets()).isNotEmpty();
        assertThat(running.isOver()).as("the running call is over").isFalse();
        assertThat(socks.open()).isEqualTo(1);
        assertThat(running.whole()).hasSize(20);
        awaitThat("the removed proxy's connection closes", () -> socks.open() == 0);

        use();
        int before = http.targets().size();
        send().whole();
        assertThat(http.targets()).hasSize(before);
    }

    private void use(String... lines) {
        settings =
                settings.with(Settings.PROXIES, Stream.of(lines).map(Secret::of).toList());
    }

    private Heard send() {
        Heard heard = new Heard();
        upstream.send(call(Operation.GENERATE), KEY, heard);
        return heard;
    }
}
