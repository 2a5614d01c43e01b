package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.KeyErrand.State;
import io.pollux.testing.LogLines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyErrandTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final List<Long> IDS = LongStream.range(0, 1_234).boxed().toList();

    private final List<List<Long>> pieces = new ArrayList<>();

    @Test
    void everythingIsDoneInPieces() {
        KeyErrand errand = new KeyErrand(deed(piece -> {}), IDS, NOW);
        assertThat(errand.getState()).isEqualTo(State.RUNNING);

        errand.run(() -> null);

        assertThat(errand.getState()).isEqualTo(State.DONE);
        assertThat(errand.getDone()).isEqualTo(IDS.size());
        assertThat(pieces).extracting(List::size).containsExactly(500, 500, 234);
        assertThat(pieces.stream().flatMap(List::stream)).containsExactlyElementsOf(IDS);
    }

    @Test
    void whatIsStoppedEndsBehindItsPiece() {
        AtomicReference<KeyErrand> errand = new AtomicReference<>();
        errand.set(new KeyErrand(deed(piece -> errand.get().stop()), IDS, NOW));

        errand.get().run(() -> null);

        assertThat(errand.get().getState()).isEqualTo(State.STOPPED);
        assertThat(errand.get().getDone()).isEqualTo(KeyErrand.PIECE);
        assertThat(pieces).hasSize(1);
    }

    @Test
    void faultEndsItAndSaysHowFarItCame() {
        KeyErrand errand = new KeyErrand(
                deed(piece -> {
                    if (pieces.size() == 2) {
                        throw new IllegalStateException("a fault of this test");
                    }
                }),
                IDS,
                NOW);

        try (LogLines log = LogLines.of(KeyErrand.class)) {
            errand.run(() -> null);
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(errand.getState()).isEqualTo(State.FAILED);
        assertThat(errand.getDone()).isEqualTo(KeyErrand.PIECE);
        assertThat(errand.getPercent()).isEqualTo(40);
    }

    private Deed deed(Consumer<List<Long>> work) {
        return new Deed() {
            private static final long serialVersionUID = 1L;

            @Override
            public void change(Office office, List<Long> ids, Instant began) {
                assertThat(began).isEqualTo(NOW);
                pieces.add(ids);
                work.accept(ids);
            }

            @Override
            public String name() {
                return "TEST";
            }
        };
    }
}
