package io.pollux.upstream;

import static io.pollux.upstream.Calls.KEY;
import static io.pollux.upstream.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as Google speaks it, with a certificate made for the test. */
class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static HttpServer server;
    private static PfxOptions certificate;

    @BeforeAll
    static void listen() throws Exception {
        Path store = folder.resolve("server.p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        certificate = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
        vertx = Vertx.vertx();
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(certificate))
                .requestHandler(request -> request.response()
                        .end("{\"version\":\"" + request.version() + "\",\"host\":\"" + request.authority() + "\"}"));
        server.listen().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void certificateOfTheHostIsTrusted() throws Exception {
        assertThat(answer("localhost", trusting()).whole())
                .containsExactly("{\"version\":\"HTTP_1_1\",\"host\":\"localhost:" + server.actualPort() + "\"}");
    }

    @Test
    void certificateOfAnotherHostIsTheEgresses() throws Exception {
        assertThat(answer("127.0.0.1", trusting())
                        .failure(Failure.EgressFailed.class)
                        .report()
                        .message())
                .contains("TLS");
    }

    @Test
    void certificateOfNobodyWeTrustIsTheEgresses() throws Exception {
        assertThat(answer("localhost", VertxUpstream.clientOptions())
                        .failure(Failure.EgressFailed.class)
                        .report()
                        .message())
                .contains("TLS");
    }

    @Test
    void tlsGoesThroughATunnelOfEitherKindOfProxyAndTheTunnelIsKept() throws Exception {
        try (ProxyServer http = ProxyServer.http();
                ProxyServer socks = ProxyServer.socks5()) {
            for (ProxyServer proxy : List.of(http, socks)) {
                Settings settings = settings("localhost").with(Settings.PROXIES, List.of(Secret.of(proxy.line())));
                try (VertxUpstream upstream = new VertxUpstream(() -> settings, trusting())) {
                    for (int round = 0; round < 10; round++) {
                        Heard heard = new Heard();
                        upstream.send(call(Operation.GENERATE), KEY, heard);
                        assertThat(heard.whole()).hasSize(1);
                    }
                }
            }
            int loops = Runtime.getRuntime().availableProcessors();
            assertThat(http.targets())
                    .hasSizeBetween(1, loops)
                    .containsOnly("CONNECT localhost:" + server.actualPort());
            assertThat(socks.targets()).hasSizeBetween(1, loops).containsOnly("name localhost:" + server.actualPort());
        }
    }

    private static Heard answer(String host, HttpClientOptions options) {
        Settings settings = settings(host);
        Heard heard = new Heard();
        try (VertxUpstream upstream = new VertxUpstream(() -> settings, options)) {
            upstream.send(call(Operation.GENERATE), KEY, heard);
            heard.awaitEnding();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return heard;
    }

    private static Settings settings(String host) {
        return Settings.defaults().with(Settings.BASE_URL, URI.create("https://" + host + ":" + server.actualPort()));
    }

    private static HttpClientOptions trusting() {
        return VertxUpstream.clientOptions().setTrustOptions(certificate);
    }
}
