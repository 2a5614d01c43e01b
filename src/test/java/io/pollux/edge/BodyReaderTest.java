package io.pollux.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private final Recording heard = new Recording();

    @Test
    void aBodyInPiecesIsPutTogether() throws IOException {
        byte[] sent = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Pieces in = new Pieces(sent, 7_001);
        BodyReader reader = new BodyReader(in, -1, 1_000_000, heard);

        in.deliver(reader);

        assertThat(heard.body).isEqualTo(sent);
        assertThat(heard.refused).isNull();
    }

    @Test
    void aBodyOverTheLimitIsRefusedOnceWithStatus413() throws IOException {
        Pieces in = new Pieces(new byte[5_000], 1_000);
        BodyReader reader = new BodyReader(in, -1, 2_500, heard);

        in.deliver(reader);

        assertThat(heard.refused.report().status()).isEqualTo(413);
        assertThat(heard.body).isNull();
    }

    @Test
    void aBodyThatSaysThatItIsTooLargeIsRefusedAtItsFirstByte() throws IOException {
        Pieces in = new Pieces(new byte[5_000], 10);
        BodyReader reader = new BodyReader(in, 5_000, 2_500, heard);

        in.deliver(reader);

        assertThat(heard.refused.report().status()).isEqualTo(413);
        assertThat(in.given).isEqualTo(10);
    }

    @Test
    void aLyingContentLengthCostsNoMemory() throws IOException {
        Pieces in = new Pieces(new byte[10], 10);
        BodyReader reader = new BodyReader(in, Integer.MAX_VALUE - 8, Integer.MAX_VALUE - 8, heard);

        in.deliver(reader);

        assertThat(heard.body).hasSize(10);
    }

    @Test
    void aSenderThatLeavesIsHeardOfOnce() throws IOException {
        BodyReader reader = new BodyReader(new Pieces(new byte[0], 1), -1, 10, heard);

        reader.onError(new IOException("gone"));
        reader.onAllDataRead();

        assertThat(heard.lost).isEqualTo(1);
        assertThat(heard.body).isNull();
    }

    private static final class Recording implements BodyReader.Reader {
        private byte[] body;
        private Failure refused;
        private int lost;

        @Override
        public void onBody(byte[] read) {
            assertThat(body).isNull();
            body = read;
        }

        @Override
        public void onRefused(Failure failure) {
            assertThat(refused).isNull();
            refused = failure;
        }

        @Override
        public void onLost() {
            lost++;
        }
    }

    /** Gives a few bytes each time it is ready. */
    private static final class Pieces extends ServletInputStream {
        private final byte[] bytes;
        private final int piece;
        private int given;
        private int available;

        Pieces(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        void deliver(BodyReader reader) throws IOException {
            while (given < bytes.length) {
                available = Math.min(piece, bytes.length - given);
                reader.onDataAvailable();
                if (available > 0) {
                    return;
                }
            }
            reader.onAllDataRead();
        }

        @Override
        public boolean isReady() {
            return available > 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, available);
            System.arraycopy(bytes, given, into, offset, count);
            given += count;
            available -= count;
            return count;
        }

        @Override
        public boolean isFinished() {
            return given == bytes.length;
        }

        @Override
        public void setReadListener(ReadListener listener) {}

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }
    }
}
