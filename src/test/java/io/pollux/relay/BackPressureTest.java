package io.pollux.relay;

import static io.pollux.relay.RelayTest.assertEnded;
import static io.pollux.relay.SpokenDialect.MUTE;
import static io.pollux.relay.SpokenDialect.NATIVE;
import static io.pollux.relay.SpokenDialect.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.relay.ScriptedUpstream.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackPressureTest {
    @Test
    void aClientThatIsNotReadyHoldsGoogleBackUntilItIs() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(MUTE).room(2);
        Sent sent = rig.upstream.last();

        sent.event("a");
        assertThat(sent.paused()).isFalse();
        sent.event("b");
        assertThat(sent.paused()).isTrue();
        client.ready(9);
        assertThat(sent.paused()).isFalse();
        sent.event("c.").end();

        assertThat(client.text()).isEqualTo("abc.");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void whatWasUnderWayAtThePauseWaitsAndComesInOrder() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI).room(1);
        Sent sent = rig.upstream.last();

        sent.event("a", "b", "c", "d.").end();
        assertThat(client.writes()).hasSize(1);
        assertThat(rig.relay.keysInUse()).isZero();
        client.ready(2);
        assertThat(client.writes()).hasSize(3);
        assertThat(client.endings()).isZero();
        client.ready(9);

        assertThat(client.text()).isEqualTo("data: a\n\ndata: b\n\ndata: c\n\ndata: d.\n\ndata: [DONE]\n\n");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aCutReachesASlowClientBehindWhatCameBefore() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI).room(1);

        rig.upstream.last().event("a", "b").fail(Failures.RESET);
        assertThat(client.endings()).isZero();
        client.ready(9);

        assertThat(client.text()).isEqualTo("data: a\n\ndata: b\n\ndata: error 502\n\n");
        assertEnded(rig, client, Ending.CUT);
    }

    @Test
    void aSlowClientNeverMakesMoreWaitThanOneReadBrings() {
        int perRead = 16;
        int reads = 2_000;
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(MUTE).room(3);
        Sent sent = rig.upstream.last();
        int delivered = 0;
        int most = 0;

        for (int read = 0; read < reads; ) {
            if (sent.paused()) {
                client.ready(3);
                continue;
            }
            for (int i = 0; i < perRead; i++) {
                sent.event("x");
                delivered++;
            }
            read++;
            most = Math.max(most, delivered - client.writes().size());
        }
        sent.event("x.").end();
        while (client.endings() == 0) {
            client.ready(3);
        }

        assertThat(most).isPositive().isLessThanOrEqualTo(perRead);
        assertThat(client.text()).hasSize(perRead * reads + 2);
        assertThat(sent.pauses()).isEqualTo(reads);
        assertThat(sent.resumes()).isEqualTo(reads - 1);
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void newsOfAReadyClientThatWasReadyAllTheTimeChangeNothing() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(NATIVE);
        client.ready(9);
        rig.upstream.last().event("a");
        client.ready(9);
        rig.upstream.last().event("b.").end();

        assertThat(rig.upstream.last().resumes()).isZero();
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aClientThatIsNotReadyGetsNoSignsOfLife() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI).room(1);
        rig.upstream.last().event("a");

        rig.pass(Duration.ofMinutes(2));
        client.ready(9);
        rig.upstream.last().event("b.").end();

        assertThat(client.text()).isEqualTo("data: a\n\ndata: b.\n\ndata: [DONE]\n\n");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aClientThatNeverReadsIsBrokenOffAtTheDeadline() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI).room(1);
        rig.upstream.last().event("a", "b");

        rig.pass(Duration.ofMinutes(20).plusSeconds(3));

        assertThat(client.text()).isEqualTo("data: a\n\n");
        assertThat(client.aborted()).isTrue();
        assertThat(rig.upstream.last().cancelled()).isTrue();
        assertEnded(rig, client, Ending.CUT);
    }

    @Test
    void aCompleteAnswerThatNobodyReadsIsBrokenOffAtTheDeadline() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI).room(1);
        rig.upstream.last().event("a", "b.").end();

        rig.pass(Duration.ofMinutes(20).plusSeconds(3));

        assertThat(client.aborted()).isTrue();
        assertEnded(rig, client, Ending.CUT);
    }

    @Test
    void aClientThatLeavesWithBytesWaitingIsForgotten() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI).room(1);
        rig.upstream.last().event("a", "b.").end();

        client.leave();

        assertThat(client.aborted()).isTrue();
        assertEnded(rig, client, Ending.ABANDONED);
    }
}
