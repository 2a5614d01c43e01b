package io.pollux.relay;

import static io.pollux.relay.Failures.INTERNAL;
import static io.pollux.relay.RelayTest.assertEnded;
import static io.pollux.relay.SpokenDialect.NATIVE;
import static io.pollux.relay.SpokenDialect.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Trail.Try;
import io.pollux.settings.Settings;
import io.pollux.testing.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers with nothing in them. */
class EmptyAnswerTest {
    private final LogLines log = LogLines.of("io.pollux.relay");

    @AfterEach
    void nothingWasLogged() {
        log.close();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aWholeAnswerWithNothingInItIsReplacedByThatOfAnotherKey() {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.whole(OPENAI);

        rig.upstream.last().event("_.").end();
        assertThat(client.status()).isZero();
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("ok.");
        assertThat(rig.upstream.sent().get(0).key).isNotEqualTo(rig.upstream.last().key);
        assertThat(rig.row().tries()).extracting(Try::status).containsExactly(200, 200);
        assertThat(rig.row().tries().get(0).failure()).contains(Words.EMPTY);
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(2);
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aStreamIsHeldBackUntilThereIsSomethingInIt() {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.stream(OPENAI);

        rig.upstream.last().event("_", "_");
        assertThat(client.status()).isZero();
        rig.upstream.last().event("a");
        assertThat(client.text()).isEqualTo("data: _\n\ndata: _\n\ndata: a\n\n");
        rig.upstream.last().event("_.").end();

        assertThat(client.text()).endsWith("data: _.\n\ndata: [DONE]\n\n");
        assertThat(rig.upstream.calls()).isEqualTo(1);
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void aStreamWithNothingInItIsReplacedUnseen() {
        Rig rig = Rig.with(2);
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().event("_", "_.").end();
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void theSecondEmptyAnswerIsPassedOn() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(OPENAI);

        rig.upstream.last().event("_1.").end();
        rig.upstream.last().event("_2.").end();

        assertThat(rig.upstream.calls()).isEqualTo(2);
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.text()).isEqualTo("data: _2.\n\ndata: [DONE]\n\n");
        assertEnded(rig, client, Ending.COMPLETE);
    }

    @Test
    void theEmptyAnswerIsPassedOnWhenTheSecondAttemptFailsOrTakesTooLong() {
        for (boolean whole : new boolean[] {true, false}) {
            Rig rig = Rig.with(3);
            RecordingSink failed = whole ? rig.whole(OPENAI) : rig.stream(OPENAI);
            rig.upstream.last().event("_.").end();
            rig.upstream.last().fail(INTERNAL);
            assertThat(failed.status()).isEqualTo(200);
            assertThat(failed.text()).isEqualTo(whole ? "_." : "data: _.\n\ndata: [DONE]\n\n");
            assertThat(rig.row().failure()).isEmpty();
            assertEnded(rig, failed, Ending.COMPLETE);
        }
        Rig rig = Rig.with(3);
        RecordingSink late = rig.whole(OPENAI);
        rig.upstream.last().event("_.").end();
        rig.pass(Duration.ofMinutes(11));
        assertThat(late.text()).isEqualTo("_.");
        assertEnded(rig, late, Ending.COMPLETE);
    }

    @Test
    void withoutAnotherProjectTheEmptyAnswerIsPassedOnAtOnce() {
        Rig alone = Rig.with(1);
        RecordingSink client = alone.stream(NATIVE);
        alone.upstream.last().event("_.").end();
        assertThat(client.text()).isEqualTo("data: _.\r\n\r\n");
        assertThat(alone.upstream.calls()).isEqualTo(1);
        assertEnded(alone, client, Ending.COMPLETE);

        Rig oneProject = Rig.with(0);
        oneProject.add(1, "shared");
        oneProject.add(2, "shared");
        RecordingSink other = oneProject.stream(NATIVE);
        oneProject.upstream.last().event("_.").end();
        assertThat(other.text()).isEqualTo("data: _.\r\n\r\n");
        assertThat(oneProject.upstream.calls()).isEqualTo(1);
    }

    @Test
    void theAnotherKeyIsOneOfAnotherProject() {
        Rig rig = Rig.with(0);
        rig.add(1, "shared");
        rig.add(2, "shared");
        rig.add(3, "other");
        rig.add(4, "shared");
        RecordingSink client = rig.stream(NATIVE);

        rig.upstream.last().event("_.").end();
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(rig.row().tries()).extracting(Try::keyId).containsExactly(1L, 3L);
    }

    @Test
    void aSettingAndTheNumberOfAttemptsTurnItOff() {
        for (Settings settings : new Settings[] {
            Settings.defaults().with(Settings.POLLUX_RETRY_EMPTY_ANSWERS, false),
            Settings.defaults().with(Settings.MAX_RETRIES, 1)
        }) {
            Rig rig = Rig.with(3, settings);
            RecordingSink client = rig.stream(NATIVE);
            rig.upstream.last().event("_", "_.").end();

            assertThat(client.text()).isEqualTo("data: _\r\n\r\ndata: _.\r\n\r\n");
            assertThat(rig.upstream.calls()).isEqualTo(1);
            assertEnded(rig, client, Ending.COMPLETE);
        }
    }

    @Test
    void whatIsNoAnswerInWordsIsNeverEmpty() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.open(Operation.COUNT_TOKENS, NATIVE, "");

        rig.upstream.last().event("_").end();

        assertThat(client.text()).isEqualTo("_");
        assertThat(rig.upstream.calls()).isEqualTo(1);
    }

    @Test
    void aStreamIsNotHeldBackForEver() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().event("_" + "x".repeat(70_000));
        assertThat(client.status()).isZero();

        rig.upstream.last().event("_");

        assertThat(client.status()).isEqualTo(200);
    }

    @Test
    void aClientThatLeavesDuringTheSecondAttemptEndsTheCall() {
        Rig rig = Rig.with(3);
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().event("_.").end();

        client.leave();

        assertThat(rig.upstream.last().cancelled()).isTrue();
        assertEnded(rig, client, Ending.ABANDONED);
    }
}
