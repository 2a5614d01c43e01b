package io.pollux.relay;

import static io.pollux.relay.SpokenDialect.NATIVE;
import static io.pollux.relay.SpokenDialect.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Trail;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How the relay goes home. */
class DrainTest {
    private static final Duration NONE = Duration.ZERO;

    @Test
    void aDrainingRelayRefusesNewCallsAndFinishesTheOthers() throws Exception {
        Rig rig = Rig.with(2);
        RecordingSink early = rig.stream(OPENAI);
        rig.relay.drain();
        RecordingSink late = rig.stream(OPENAI);

        assertThat(late.status()).isEqualTo(503);
        assertThat(late.endings()).isEqualTo(1);
        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertThat(rig.relay.awaitIdle(NONE)).isFalse();
        rig.upstream.last().event("a.").end();

        assertThat(early.text()).isEqualTo("data: a.\n\ndata: [DONE]\n\n");
        assertThat(rig.relay.awaitIdle(NONE)).isTrue();
        assertThat(rig.journal).extracting(Trail::ending).containsExactly(Ending.FAILED, Ending.COMPLETE);
    }

    @Test
    void waitingEndsWithTheLastCall() throws Exception {
        Rig rig = Rig.with(1);
        rig.stream(OPENAI);
        Thread ending = new Thread(() -> rig.upstream.last().event("a.").end());

        ending.start();

        assertThat(rig.relay.awaitIdle(Duration.ofSeconds(30))).isTrue();
        ending.join();
    }

    @Test
    void closingEndsWhatDoesNotEndByItself() {
        Rig rig = Rig.with(3);
        RecordingSink silent = rig.stream(NATIVE);
        RecordingSink talking = rig.stream(NATIVE);
        rig.upstream.last().event("a");
        RecordingSink stuck = rig.stream(NATIVE).room(1);
        rig.upstream.last().event("a", "b");

        rig.relay.close(NONE);

        assertThat(silent.status()).isEqualTo(503);
        assertThat(talking.writes()).containsExactly("data: a\r\n\r\n", "data: error 503\r\n\r\n", "error\r\n\r\n");
        assertThat(stuck.aborted()).isTrue();
        assertThat(rig.relay.inFlight()).isZero();
        assertThat(rig.relay.keysInUse()).isZero();
        assertThat(rig.journal).hasSize(3);
        assertThat(rig.upstream.sent()).allMatch(ScriptedUpstream.Sent::cancelled);
    }
}
