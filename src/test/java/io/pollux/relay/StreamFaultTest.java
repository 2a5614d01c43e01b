package io.pollux.relay;

import static io.pollux.relay.RelayTest.assertEnded;
import static io.pollux.relay.SpokenDialect.MUTE;
import static io.pollux.relay.SpokenDialect.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.relay.ScriptedUpstream.Sent;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a stream can fail, at each of its events, in each way of speaking. */
class StreamFaultTest {
    private static final List<String> EVENTS = List.of("The ", "quick ", "brown ", "fox.");

    private static final String SIGN_OF_LIFE = OPENAI.heartbeat();

    static Stream<Arguments> faults() {
        return Stream.of(SpokenDialect.values()).flatMap(dialect -> Stream.of(StreamFault.values())
                .flatMap(fault -> IntStream.rangeClosed(0, EVENTS.size())
                        .filter(index -> index < EVENTS.size() || fault != StreamFault.CUT)
                        .mapToObj(index -> Arguments.of(dialect, fault, index))));
    }

    @ParameterizedTest(name = "{0}: {1} at event {2}")
    @MethodSource("faults")
    void noCharacterIsLostOrDoubledAndNoCutStreamEndsAsIfComplete(SpokenDialect dialect, StreamFault fault, int index) {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(dialect);
        List<String> before = EVENTS.subList(0, index);
        String delivered = framed(dialect, before);

        rig.upstream.last().event(before.toArray(String[]::new));
        fault.strike.accept(rig, rig.upstream.last());

        if (index > 0) {
            assertCut(rig, client, dialect, delivered);
        } else if (fault.retried) {
            rig.pass(Duration.ofSeconds(2));
            rig.upstream.last().event(EVENTS.toArray(String[]::new)).end();
            assertThat(client.text()).isEqualTo(framed(dialect, EVENTS) + dialect.end());
            assertThat(rig.upstream.calls()).isEqualTo(2);
            assertEnded(rig, client, Ending.COMPLETE);
        } else {
            assertThat(client.status()).isEqualTo(504);
            assertThat(rig.upstream.calls()).isEqualTo(1);
            assertEnded(rig, client, Ending.FAILED);
        }
    }

    private static void assertCut(Rig rig, RecordingSink client, SpokenDialect dialect, String delivered) {
        String words = String.join("", dialect.cut(rig.row().failure().orElseThrow()));
        assertThat(client.text().replace(SIGN_OF_LIFE, "")).isEqualTo(delivered + words);
        assertThat(client.aborted()).isEqualTo(dialect == MUTE);
        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertThat(rig.row().tries().get(0).failure()).isEqualTo(rig.row().failure());
        if (dialect == OPENAI) {
            assertThat(client.text()).doesNotContain("[DONE]");
        }
        assertEnded(rig, client, Ending.CUT);
    }

    private static String framed(SpokenDialect dialect, List<String> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(dialect.frame(event)));
        return text.toString();
    }

    private enum StreamFault {
        /** Google closes the stream without a finish reason. */
        CUT(true, (rig, sent) -> sent.end()),
        RESET(true, (rig, sent) -> sent.fail(Failures.RESET)),
        IN_BAND(true, (rig, sent) -> sent.fail(Failures.INTERNAL)),
        GARBAGE(true, (rig, sent) -> sent.event("<html>")),
        /** Upstream's own deadline for silence. */
        STALL(false, (rig, sent) -> sent.fail(Failures.OVERDUE)),
        /** Not even that: the relay's deadline for the whole call. */
        ENDLESS(false, (rig, sent) -> {
            for (int minute = 0; minute < 21; minute++) {
                rig.pass(Duration.ofMinutes(1));
            }
        });

        private final boolean retried;
        private final BiConsumer<Rig, Sent> strike;

        StreamFault(boolean retried, BiConsumer<Rig, Sent> strike) {
            this.retried = retried;
            this.strike = strike;
        }
    }
}
