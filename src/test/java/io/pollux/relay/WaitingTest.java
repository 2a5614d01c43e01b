package io.pollux.relay;

import static io.pollux.relay.Failures.KEY_INVALID;
import static io.pollux.relay.Failures.RESET;
import static io.pollux.relay.Failures.google;
import static io.pollux.relay.RelayTest.assertEnded;
import static io.pollux.relay.SpokenDialect.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.NoKeyReady;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.settings.Settings;
import io.pollux.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls for which no key is ready yet. */
class WaitingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(100);

    private final LogLines log = LogLines.of("io.pollux.relay");

    @AfterEach
    void nothingWasLogged() {
        log.close();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aCallWaitsForTheKeyThatWillBeReadyInTimeAndSendsNothingMeanwhile() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().fail(minute(5));

        rig.pass(Duration.ofMillis(4_900));
        assertThat(client.status()).isZero();
        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertThat(rig.relay.waiting()).isEqualTo(1);
        rig.pass(Duration.ofSeconds(2));
        rig.upstream.last().event("ok.").end();

        assertThat(rig.upstream.calls()).isEqualTo(2);
        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(rig.row().waited()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(6_900));
        assertThat(rig.relay.waiting()).isZero();
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void callsThatWaitForTheKeyThatEachOfThemHasHadAllGetItAgain() {
        Rig rig = Rig.with(1);
        List<RecordingSink> clients = List.of(rig.stream(NATIVE), rig.stream(NATIVE), rig.stream(NATIVE));
        List.copyOf(rig.upstream.sent()).forEach(sent -> sent.fail(minute(3)));
        assertThat(rig.relay.waiting()).isEqualTo(3);
        rig.upstream.onSend(sent -> sent.event("ok.").end());

        rig.pass(Duration.ofSeconds(5));

        assertThat(clients).allMatch(client -> client.text().equals("data: ok.\r\n\r\n"));
        assertThat(rig.upstream.calls()).isEqualTo(6);
    }

    @Test
    void aNewCallWaitsToo() {
        Rig rig = coolingFor(5);

        RecordingSink client = rig.stream(NATIVE);
        assertThat(client.status()).isZero();
        rig.pass(Duration.ofSeconds(6));
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(rig.row().tries()).hasSize(1);
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aKeyThatComesBackTooLateMeansAnAnswerAtOnce() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().fail(minute(40));

        assertThat(client.status()).isEqualTo(429);
        assertThat(rig.row().failure()).get().isInstanceOfSatisfying(QuotaSpent.class, spent -> assertThat(
                        spent.retryDelay().orElseThrow())
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50)));
        assertThat(rig.row().waited()).isZero();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void withTheSettingAtZeroNobodyWaits() {
        Rig rig = Rig.with(1, Settings.defaults().with(Settings.POLLUX_WAIT_FOR_KEY, Duration.ZERO));
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().fail(minute(1));

        assertThat(client.status()).isEqualTo(429);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void nobodyWaitsBeyondTheDeadlineThatTheClientNames() {
        for (Map<String, String> headers : List.of(
                Map.of("x-server-timeout", "5"),
                Map.of("x-stainless-timeout", "600", "x-stainless-read-timeout", "5.0"),
                Map.of("grpc-timeout", "5000m"))) {
            Rig rig = coolingFor(5);
            assertThat(rig.streamFor("c1", headers).status()).as("%s", headers).isEqualTo(429);
        }
        for (Map<String, String> headers : List.of(
                Map.of("x-server-timeout", "60"),
                Map.of("x-stainless-timeout", "60"),
                Map.of("x-server-timeout", "0"),
                Map.of("x-server-timeout", "soon"),
                Map.of("grpc-timeout", "1M"))) {
            Rig rig = coolingFor(5);
            assertThat(rig.streamFor("c1", headers).status()).as("%s", headers).isZero();
        }
    }

    @Test
    void nobodyWaitsBeyondTheDeadlineOfTheCall() {
        Rig rig = Rig.with(1, Settings.defaults().with(Settings.POLLUX_STREAM_TOTAL_TIMEOUT, Duration.ofSeconds(3)));
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().fail(minute(5));

        assertThat(client.status()).isEqualTo(429);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void allWaitsOfOneCallTogetherAreBounded() {
        Rig rig = Rig.with(1, Settings.defaults().with(Settings.MAX_RETRIES, 10));
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().fail(minute(8));
        rig.pass(Duration.ofSeconds(11));
        assertThat(rig.upstream.calls()).isEqualTo(2);

        rig.upstream.last().fail(minute(8));

        assertThat(client.status()).isEqualTo(429);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aKeyThatIsLiftedOrAddedIsFoundWithinATick() {
        Rig rig = coolingFor(14);
        RecordingSink client = rig.stream(NATIVE);
        rig.pass(SECOND);

        rig.add(2);
        rig.pass(TICK);
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aNewcomerDoesNotOvertakeWhoWaits() {
        Rig rig = coolingFor(5);
        RecordingSink first = rig.streamFor("a", Map.of());
        rig.add(2);
        RecordingSink second = rig.streamFor("b", Map.of());
        assertThat(rig.upstream.calls()).isEqualTo(1);
        rig.upstream.onSend(sent -> sent.event("ok.").end());

        rig.pass(TICK);

        assertThat(first.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(second.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(rig.journal.get(0).call().caller().id()).isEqualTo("a");
    }

    @Test
    void whenTheLastKeyIsRefusedWhileCallsWaitTheyHearThatNoneIsLeft() {
        Rig rig = coolingFor(2);
        RecordingSink one = rig.stream(NATIVE);
        RecordingSink two = rig.stream(NATIVE);

        rig.upstream.onSend(sent -> sent.fail(KEY_INVALID));
        rig.pass(Duration.ofSeconds(4));

        assertThat(one.status()).isEqualTo(503);
        assertThat(two.status()).isEqualTo(503);
        assertThat(rig.relay.waiting()).isZero();
        assertThat(rig.relay.inFlight()).isZero();
    }

    @Test
    void aClientThatLeavesWhileItWaitsEndsItsCallAndNobodyElses() {
        Rig rig = coolingFor(5);
        RecordingSink gone = rig.streamFor("a", Map.of());
        RecordingSink other = rig.streamFor("b", Map.of());

        rig.pass(SECOND);
        gone.leave();

        assertThat(gone.aborted()).isTrue();
        assertThat(rig.row().ending()).isEqualTo(Ending.ABANDONED);
        assertThat(rig.row().waited()).isEqualTo(SECOND);
        assertThat(rig.relay.waiting()).isEqualTo(1);
        rig.pass(Duration.ofSeconds(6));
        rig.upstream.last().event("ok.").end();
        assertThat(other.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(rig.relay.keysInUse()).isZero();
    }

    @Test
    void aHouseThatStopsEndsAllWaitingAtOnce() {
        Rig rig = coolingFor(5);
        RecordingSink client = rig.stream(NATIVE);

        rig.relay.drain();

        assertThat(client.status()).isEqualTo(503);
        assertThat(rig.relay.waiting()).isZero();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aCallThatHasTriedEveryReadyKeyDoesNotWait() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().fail(RESET);
        rig.upstream.last().fail(RESET);

        assertThat(client.status()).isEqualTo(502);
        assertThat(rig.relay.waiting()).isZero();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aPoolWithoutUsableKeyKeepsNobodyWaiting() {
        Rig rig = Rig.with(0);
        RecordingSink client = rig.stream(NATIVE);

        assertThat(client.status()).isEqualTo(503);
        assertThat(rig.row().failure()).get().isInstanceOf(NoKeyReady.class);
    }

    /** A pool whose only key comes back after about that time. */
    private static Rig coolingFor(int seconds) {
        Rig rig = Rig.with(1, Settings.defaults().with(Settings.POLLUX_WAIT_FOR_KEY, Duration.ofSeconds(15)));
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().fail(minute(seconds));
        client.leave();
        rig.journal.clear();
        assertThat(rig.relay.inFlight()).isZero();
        return rig;
    }

    private static Failure minute(int seconds) {
        return new QuotaSpent(
                google(429, "RESOURCE_EXHAUSTED"), QuotaWindow.MINUTE, Optional.of(Duration.ofSeconds(seconds)));
    }
}
