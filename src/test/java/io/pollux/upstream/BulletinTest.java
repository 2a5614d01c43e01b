package io.pollux.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.settings.Settings;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is read of an address that the operator has named. */
class BulletinTest {
    @Test
    void anAnswerIsReadToItsEnd() throws Exception {
        try (RawServer server = new RawServer((socket, out) ->
                        out.write("HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"tag\":\"1.2\"}".getBytes(UTF_8)));
                VertxUpstream upstream = new VertxUpstream(Settings::defaults)) {
            assertThat(upstream.read(server.url()).toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .asString()
                    .isEqualTo("{\"tag\":\"1.2\"}");
        }
    }

    @Test
    void anAnswerWithoutAnEndIsGivenUpAndItsConnectionClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        byte[] piece = RawServer.chunk("x".repeat(64 * 1024));
        try (RawServer server = new RawServer((socket, out) -> {
                    out.write(RawServer.STREAM.getBytes(UTF_8));
                    try {
                        while (true) {
                            out.write(piece);
                        }
                    } catch (IOException left) {
                        closed.countDown();
                        throw left;
                    }
                });
                VertxUpstream upstream = new VertxUpstream(Settings::defaults)) {
            assertThatThrownBy(() ->
                            upstream.read(server.url()).toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("More than");
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
