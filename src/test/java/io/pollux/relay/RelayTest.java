package io.pollux.relay;

import static io.pollux.relay.Failures.BAD_CALL;
import static io.pollux.relay.Failures.DAY_QUOTA;
import static io.pollux.relay.Failures.INTERNAL;
import static io.pollux.relay.Failures.KEY_INVALID;
import static io.pollux.relay.Failures.OVERDUE;
import static io.pollux.relay.Failures.OVERLOADED;
import static io.pollux.relay.Failures.RESET;
import static io.pollux.relay.Failures.SIGNATURE;
import static io.pollux.relay.SpokenDialect.NATIVE;
import static io.pollux.relay.SpokenDialect.OPENAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure.ClientGone;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.NoKeyReady;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Trail.Try;
import io.pollux.exchange.Usage;
import io.pollux.relay.ScriptedUpstream.Sent;
import io.pollux.testing.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call from its reading to its ending, one thread at a time. */
class RelayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LogLines log = LogLines.of("io.pollux.relay");

    @AfterEach
    void nothingWasLogged() {
        log.close();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aStreamReachesTheClientEventByEvent() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI);

        rig.upstream.last().event("Hel");
        assertThat(client.writes()).containsExactly("data: Hel\n\n");
        rig.upstream.last().event("lo.").end();

        assertThat(client.writes()).containsExactly("data: Hel\n\n", "data: lo.\n\n", "data: [DONE]\n\n");
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.headers())
                .containsEntry("content-type", "text/event-stream")
                .containsEntry("cache-control", "no-cache")
                .containsEntry("x-accel-buffering", "no");
        assertEnded(rig, client, Ending.COMPLETE);
        assertThat(client.ended()).isTrue();
    }

    @Test
    void aWholeAnswerIsSentWhenItIsComplete() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.whole(OPENAI);

        rig.upstream.last().event("Hello.");
        assertThat(client.status()).isZero();
        rig.upstream.last().end();

        assertThat(client.text()).isEqualTo("Hello.");
        assertThat(client.headers())
                .containsOnly(Map.entry("content-type", "application/json"), Map.entry("content-length", "6"));
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"LIST_MODELS", "GET_MODEL", "COUNT_TOKENS", "EMBED", "BATCH_EMBED", "PREDICT"})
    void everyOtherOperationTakesTheSameWay(Operation operation) {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.open(operation, NATIVE, "");

        rig.upstream.last().fail(KEY_INVALID);
        rig.upstream.last().event("answer without a finish reason").end();

        assertThat(client.text()).isEqualTo("answer without a finish reason");
        assertThat(rig.upstream.calls()).isEqualTo(2);
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void theJournalGetsEveryAttemptWithItsTimes() {
        Rig rig = Rig.with(2);
        Instant start = rig.clock.instant();
        rig.stream(OPENAI);
        rig.pass(Duration.ofMillis(200));
        rig.upstream.last().fail(DAY_QUOTA);
        rig.pass(Duration.ofMillis(300));
        rig.upstream.last().event("a");
        rig.pass(Duration.ofMillis(500));
        rig.upstream.last().event("b.").end();

        Trail row = rig.row();
        assertThat(row.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(row.failure()).isEmpty();
        assertThat(row.usage()).isEqualTo(new Usage(1, 0, 2, 0, 0, 3));
        assertThat(row.firstByteAt()).contains(start.plusMillis(500));
        assertThat(row.endedAt()).isEqualTo(start.plusMillis(1_000));
        assertThat(row.dialect()).isEqualTo("OPENAI");
        assertThat(row.tries()).hasSize(2);
        Try first = row.tries().get(0);
        assertThat(first.failure()).contains(DAY_QUOTA);
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.took()).isEqualTo(Duration.ofMillis(200));
        assertThat(first.firstByte()).isZero();
        assertThat(first.egress()).isEqualTo("direct");
        Try second = row.tries().get(1);
        assertThat(second.failure()).isEmpty();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.startedAt()).isEqualTo(start.plusMillis(200));
        assertThat(second.firstByte()).isEqualTo(Duration.ofMillis(300));
        assertThat(second.took()).isEqualTo(Duration.ofMillis(800));
        assertThat(second.keyId()).isNotEqualTo(first.keyId());
        assertThat(second.maskedKey()).doesNotContain("TestKeyNumber");
        assertThat(row.passedOver(0).isEmpty()).isTrue();
        assertThat(row.passedOver(1).text())
                .startsWith(first.maskedKey() + " cooling until ")
                .endsWith(", STATED");
    }

    @Test
    void aMalformedCallTouchesNoKeyAndIsJournalled() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.open(Operation.STREAM, NATIVE, SpokenDialect.MALFORMED);

        assertThat(client.status()).isEqualTo(400);
        assertThat(client.text()).isEqualTo("error 400 Malformed");
        assertThat(rig.upstream.calls()).isZero();
        assertThat(rig.row().tries()).isEmpty();
        assertThat(rig.row().failure()).isPresent();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aWrongRequestCostsExactlyOneCall() {
        Rig rig = Rig.with(5, 10);
        RecordingSink client = rig.whole(OPENAI);

        rig.upstream.last().fail(BAD_CALL);

        assertThat(client.text()).isEqualTo("error 400 Google says 400");
        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertThat(rig.row().failure()).contains(BAD_CALL);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aFailureBeforeTheFirstEventIsUnseen() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().fail(KEY_INVALID);
        rig.upstream.last().fail(DAY_QUOTA);
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(rig.upstream.sent().stream().map(sent -> sent.key).distinct())
                .hasSize(3);
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void theNumberOfAttemptsIsATotalAndZeroIsOne() {
        for (int attempts : List.of(0, 1, 2, 5)) {
            Rig rig = Rig.with(9, attempts);
            RecordingSink client = rig.stream(NATIVE);
            int expected = Math.max(1, attempts);
            for (int i = 0; i < expected; i++) {
                rig.upstream.last().fail(KEY_INVALID);
            }

            assertThat(rig.upstream.calls()).isEqualTo(expected);
            assertThat(rig.row().failure()).containsInstanceOf(KeyRefused.class);
            assertEnded(rig, client, Ending.FAILED);
        }
    }

    @Test
    void aPoolWithoutKeysTellsTheTruth() {
        Rig rig = Rig.with(0);
        RecordingSink client = rig.stream(NATIVE);

        assertThat(client.status()).isEqualTo(503);
        assertThat(rig.row().failure()).containsInstanceOf(NoKeyReady.class);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void whenTheOnlyKeyIsRefusedTheClientReadsThatNoneIsLeft() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().fail(KEY_INVALID);

        assertThat(client.status()).isEqualTo(503);
        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aRefusedSignatureIsRepairedOnceWithTheSameKey() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.open(Operation.STREAM, OPENAI, SpokenDialect.SIGNED);

        rig.upstream.last().fail(SIGNATURE);
        assertThat(new String(rig.upstream.last().call.body(), UTF_8)).isEqualTo(SpokenDialect.UNSIGNED);
        assertThat(rig.upstream.last().key).isEqualTo(rig.upstream.sent().get(0).key);
        rig.upstream.last().fail(SIGNATURE);

        assertThat(rig.upstream.calls()).isEqualTo(2);
        assertThat(client.status()).isEqualTo(400);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aRefusedSignatureWithNothingToRepairIsReturned() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(OPENAI);

        rig.upstream.last().fail(SIGNATURE);

        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertThat(client.status()).isEqualTo(400);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void anInternalErrorIsRetriedAfterASecondAndSendsTheSameBytes() {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.whole(OPENAI);

        rig.upstream.last().fail(INTERNAL);
        assertThat(rig.upstream.calls()).isEqualTo(1);
        rig.pass(SECOND.minusMillis(1));
        assertThat(rig.upstream.calls()).isEqualTo(1);
        rig.pass(Duration.ofMillis(1));
        assertThat(rig.upstream.calls()).isEqualTo(2);
        assertThat(rig.upstream.last().key).isEqualTo(rig.upstream.sent().get(0).key);
        assertThat(rig.upstream.last().call.body())
                .isEqualTo(rig.upstream.sent().get(0).call.body());
        rig.upstream.last().fail(INTERNAL);
        assertThat(rig.upstream.last().key).isNotEqualTo(rig.upstream.sent().get(0).key);
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("ok.");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void anOverloadedModelIsAskedThreeTimesThenItsWordsArePassedOn() {
        Rig rig = Rig.with(5, 10);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().fail(OVERLOADED);
        rig.pass(SECOND);
        rig.upstream.last().fail(OVERLOADED);
        rig.pass(SECOND.multipliedBy(2));
        rig.upstream.last().fail(OVERLOADED);

        assertThat(rig.upstream.calls()).isEqualTo(3);
        assertThat(client.text()).isEqualTo("error 503 Google says 503");
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(5);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void anAnswerThatIsNoAnswerIsRetried() {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().event("<html>");
        assertThat(rig.upstream.last().cancelled()).isTrue();
        rig.pass(SECOND);
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aWholeAnswerWithoutABodyIsRetried() {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.whole(NATIVE);

        rig.upstream.last().end();
        rig.pass(SECOND);
        rig.upstream.last().event("ok").end();

        assertThat(client.text()).isEqualTo("ok");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aSilentCallEndsAtItsDeadlineIsNotRetriedAndBlamesNoKey() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(OPENAI);

        rig.upstream.last().fail(OVERDUE);

        assertThat(client.status()).isEqualTo(504);
        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(3);
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void theWholeCallIsBoundedWhateverUpstreamDoes() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.whole(OPENAI);

        rig.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(client.endings()).isZero();
        rig.pass(SECOND.multipliedBy(2));

        assertThat(client.status()).isEqualTo(504);
        assertThat(rig.upstream.last().cancelled()).isTrue();
        assertThat(rig.delay.pending()).isZero();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aStreamHasTwentyMinutesAndIsCutThen() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().event("a");

        rig.pass(Duration.ofMinutes(20).minusSeconds(1));
        assertThat(client.endings()).isZero();
        rig.pass(SECOND.multipliedBy(2));

        assertThat(client.writes()).containsExactly("data: a\r\n\r\n", "data: error 504\r\n\r\n", "error\r\n\r\n");
        assertThat(rig.upstream.last().cancelled()).isTrue();
        assertEnded(rig, client, Ending.CUT);
    }

    @Test
    void aClockThatIsPutForwardEndsNoCallAndTakesNoTimeFromIt() {
        Rig rig = Rig.with(3);
        RecordingSink streamed = rig.stream(NATIVE);
        rig.upstream.last().event("a");
        RecordingSink whole = rig.whole(OPENAI);
        Sent attempt = rig.upstream.last();

        rig.clock.advance(Duration.ofHours(2));
        rig.pass(SECOND.multipliedBy(3));
        assertThat(streamed.endings() + whole.endings()).isZero();
        attempt.fail(RESET);
        assertThat(rig.upstream.calls())
                .as("there is still time for another attempt")
                .isEqualTo(3);

        rig.pass(Duration.ofMinutes(21));
        assertThat(whole.status()).isEqualTo(504);
        assertThat(streamed.endings()).isOne();
    }

    @Test
    void aClientThatLeavesCancelsTheCallAndBlamesNoKey() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI);
        rig.upstream.last().event("a");

        client.leave();

        assertThat(rig.upstream.last().cancelled()).isTrue();
        assertThat(client.aborted()).isTrue();
        assertThat(rig.row().failure()).containsInstanceOf(ClientGone.class);
        assertThat(rig.row().tries()).hasSize(1);
        assertThat(rig.row().usage().candidates()).isEqualTo(1);
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(1);
        assertEnded(rig, client, Ending.ABANDONED);
    }

    @Test
    void aCallWhoseClientSaysThatItIsGoneEndsAlthoughGoogleIsSilent() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI);
        assertThat(rig.relay.hangUp(call -> false)).isEmpty();
        assertThat(rig.relay.inFlight()).isEqualTo(1);

        List<String> ended = rig.relay.hangUp(call -> call.operation() == Operation.STREAM);

        assertThat(ended).containsExactly(rig.row().call().id());
        assertThat(rig.upstream.last().cancelled()).isTrue();
        assertThat(client.aborted()).isTrue();
        assertThat(rig.row().failure()).containsInstanceOf(ClientGone.class);
        assertEnded(rig, client, Ending.ABANDONED);
        assertThat(rig.relay.hangUp(call -> true)).isEmpty();
    }

    @Test
    void aKeyIsPraisedForAnAnswerThatHadBegunAndNotForSilence() {
        Rig rig = Rig.with(1);
        rig.stream(OPENAI);
        rig.upstream.last().fail(Failures.refused(Refusal.UNAUTHENTICATED));
        rig.pass(SECOND);

        RecordingSink silent = rig.stream(OPENAI);
        silent.leave();
        assertThat(rig.pool.desk().view(1).orElseThrow().failures()).isEqualTo(1);

        RecordingSink answered = rig.stream(OPENAI);
        rig.upstream.last().event("a");
        answered.leave();
        assertThat(rig.pool.desk().view(1).orElseThrow().failures()).isZero();
    }

    @Test
    void aClientThatLeavesBetweenTwoAttemptsEndsTheCall() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI);
        rig.upstream.last().fail(INTERNAL);

        client.leave();
        rig.pass(SECOND.multipliedBy(5));

        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertEnded(rig, client, Ending.ABANDONED);
    }

    @Test
    void whatComesAfterTheEndIsIgnored() {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.stream(OPENAI);
        ScriptedUpstream.Sent sent = rig.upstream.last().event("a.");
        sent.end();

        sent.event("b");
        sent.fail(RESET);
        client.leave();
        client.watcher().onWritable();
        rig.pass(Duration.ofHours(1));

        assertThat(client.writes()).containsExactly("data: a.\n\n", "data: [DONE]\n\n");
        assertThat(rig.row().failure()).isEmpty();
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aSilentStreamGetsASignOfLifeEveryFifteenSeconds() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI);
        rig.pass(Duration.ofSeconds(60));
        assertThat(client.status()).isZero();

        rig.upstream.last().event("a");
        rig.pass(Duration.ofSeconds(14));
        assertThat(client.writes()).hasSize(1);
        rig.pass(Duration.ofSeconds(30));
        assertThat(client.writes()).containsExactly("data: a\n\n", ": still here\n\n", ": still here\n\n");
        rig.upstream.last().event("b.").end();

        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aDialectWithoutSignsOfLifeStaysSilent() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().event("a");

        rig.pass(Duration.ofMinutes(2));

        assertThat(client.writes()).hasSize(1);
        rig.upstream.last().event("b.").end();
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void allCallsShareOneTimerAndAnIdleRelayHasNone() {
        Rig rig = Rig.with(3);
        rig.stream(OPENAI);
        rig.stream(OPENAI);
        rig.stream(OPENAI);
        assertThat(rig.delay.pending()).isEqualTo(1);
        assertThat(rig.relay.inFlight()).isEqualTo(3);
        assertThat(rig.relay.keysInUse()).isEqualTo(3);

        rig.upstream.sent().forEach(sent -> sent.event("a.").end());
        rig.pass(SECOND);

        assertThat(rig.delay.pending()).isZero();
        assertThat(rig.relay.inFlight()).isZero();
        assertThat(rig.relay.keysInUse()).isZero();
    }

    static void assertEnded(Rig rig, RecordingSink client, Ending ending) {
        assertThat(client.breaches()).isEmpty();
        assertThat(client.endings()).isEqualTo(1);
        assertThat(rig.row().ending()).isEqualTo(ending);
        assertThat(rig.relay.inFlight()).isZero();
        assertThat(rig.relay.keysInUse()).isZero();
        assertThat(rig.upstream.sent()).noneMatch(ScriptedUpstream.Sent::open);
    }
}
