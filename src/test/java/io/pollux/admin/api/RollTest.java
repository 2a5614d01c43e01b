package io.pollux.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollTest {
    @Test
    void linesAreReadWhileTheyAreWritten() throws IOException {
        AtomicInteger read = new AtomicInteger();
        AtomicInteger readBeforeTheFirstByte = new AtomicInteger(-1);
        Collection<String> roll = new Roll<>(
                () -> IntStream.range(0, 100_000).mapToObj(number -> "key-" + read.incrementAndGet()), 100_000);
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                readBeforeTheFirstByte.compareAndSet(-1, read.get());
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                readBeforeTheFirstByte.compareAndSet(-1, read.get());
            }
        };

        JsonBodies.JSON.writeValue(out, roll);

        assertThat(read).hasValue(100_000);
        assertThat(readBeforeTheFirstByte.get()).isBetween(1, 2_000);
    }
}
