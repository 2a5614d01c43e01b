package io.pollux.relay;

import static io.pollux.relay.RelayTest.assertEnded;
import static io.pollux.relay.SpokenDialect.NATIVE;
import static io.pollux.relay.SpokenDialect.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.dialect.Dialect;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.OwnFault;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.testing.LogLines;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Something in the house itself is wrong: the call ends all the same, with one line in the log, and nothing leaks. */
class HouseFaultTest {
    private final LogLines log = LogLines.of("io.pollux.relay");

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void aBugBeforeTheFirstByteIsAnErrorInTheDialect() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().event("bug");

        assertThat(client.status()).isEqualTo(500);
        assertThat(rig.row().failure()).containsInstanceOf(OwnFault.class);
        assertThat(rig.row().tries()).hasSize(1);
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(1);
        assertOneLine();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aBugInTheMiddleOfAStreamCutsIt() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.stream(OPENAI);

        rig.upstream.last().event("a", "bug", "b.").end();

        assertThat(client.text()).isEqualTo("data: a\n\ndata: error 500\n\n");
        assertOneLine();
        assertEnded(rig, client, Ending.CUT);
    }

    @Test
    void aRequestThatGoogleBlamesOnPolluxIsNotRepeated() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().fail(new OwnFault(Failures.google(400, "INVALID_ARGUMENT")));

        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(3);
        assertOneLine();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aCallThatCannotBeSentIsAnError() {
        Rig rig = Rig.with(1);
        rig.upstream.onSend(sent -> {
            sent.cancel();
            throw new IllegalStateException("A bug in upstream");
        });
        RecordingSink client = rig.stream(NATIVE);

        assertThat(client.status()).isEqualTo(500);
        assertOneLine();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aDialectThatCannotReadIsAnError() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.open(Operation.GENERATE, new BrokenDialect(NATIVE, true, false), "");

        assertThat(client.status()).isEqualTo(500);
        assertThat(rig.upstream.calls()).isZero();
        assertOneLine();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aDialectThatCannotEvenSayWhatFailedLeavesABrokenConnection() {
        Rig rig = Rig.with(1);
        RecordingSink client = rig.open(Operation.GENERATE, new BrokenDialect(NATIVE, false, true), "");

        rig.upstream.last().fail(Failures.BAD_CALL);

        assertThat(client.aborted()).isTrue();
        assertThat(rig.row().failure()).contains(Failures.BAD_CALL);
        assertOneLine();
        assertEnded(rig, client, Ending.FAILED);
    }

    @Test
    void aSinkThatThrowsIsBrokenOff() {
        Rig rig = Rig.with(1);
        ThrowingSink client = new ThrowingSink();
        rig.relay.open(rig.call(Operation.STREAM, "hello"), OPENAI, client);

        rig.upstream.last().event("a", "b");

        assertThat(client.aborts).isEqualTo(1);
        assertThat(rig.upstream.last().cancelled()).isTrue();
        assertThat(rig.row().ending()).isEqualTo(Ending.CUT);
        assertThat(rig.relay.inFlight()).isZero();
        assertThat(rig.relay.keysInUse()).isZero();
        assertOneLine();
    }

    @Test
    void aJournalThatThrowsCostsARowAndNothingElse() {
        Rig rig = Rig.with(1, 3, trail -> {
            throw new IllegalStateException("A bug in the journal");
        });
        RecordingSink client = rig.stream(OPENAI);

        rig.upstream.last().event("a.").end();

        assertThat(client.text()).isEqualTo("data: a.\n\ndata: [DONE]\n\n");
        assertThat(client.endings()).isEqualTo(1);
        assertThat(rig.relay.inFlight()).isZero();
        assertOneLine();
    }

    private void assertOneLine() {
        assertThat(log.errors()).singleElement().asString().contains("call-1");
    }

    private record BrokenDialect(Dialect dialect, boolean cannotRead, boolean cannotFail) implements Dialect {
        @Override
        public GeminiCall read(ClientCall call) {
            if (cannotRead) {
                throw new IllegalStateException("A bug in the dialect");
            }
            return dialect.read(call);
        }

        @Override
        public ReplyWriter writer(ClientCall clientCall, GeminiCall geminiCall) {
            return dialect.writer(clientCall, geminiCall);
        }

        @Override
        public ErrorReply failure(Failure failure, ClientCall call) {
            if (cannotFail) {
                throw new IllegalStateException("A bug in the dialect");
            }
            return dialect.failure(failure, call);
        }

        @Override
        public GeminiCall withoutSignatures(GeminiCall call) {
            return dialect.withoutSignatures(call);
        }

        @Override
        public String name() {
            return dialect.name();
        }
    }

    private static final class ThrowingSink implements ClientSink {
        private int aborts;

        @Override
        public void begin(int status, Map<String, String> headers) {}

        @Override
        public boolean write(byte[] bytes) {
            throw new IllegalStateException("The server has taken the response away");
        }

        @Override
        public void end() {
            throw new IllegalStateException("The server has taken the response away");
        }

        @Override
        public void abort() {
            aborts++;
        }

        @Override
        public void watch(Watcher watcher) {}
    }
}
