package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.dialect.openai.SignatureMemory.Bounds;
import io.pollux.dialect.openai.SignatureMemory.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignatureMemoryTest {
    private static final Call CALL = new Call("f", "s".repeat(799));
    /** Of a call with an id of one letter: its name, its signature and the keeping. */
    private static final int COST = 1001;

    @Test
    void remembersByCallerAndCall() {
        SignatureMemory memory = memory(100);
        memory.remember("anna", "1", CALL);

        assertThat(memory.recall("anna", "1")).contains(CALL);
        assertThat(memory.recall("anna", "2")).isEmpty();
        assertThat(memory.recall("bert", "1")).isEmpty();
    }

    @Test
    void theSameCallAgainTakesThePlaceOfTheFirst() {
        SignatureMemory memory = memory(100);
        memory.remember("anna", "1", CALL);
        memory.remember("anna", "1", new Call("g", ""));

        assertThat(memory.recall("anna", "1")).contains(new Call("g", ""));
        assertThat(memory.bytes()).isEqualTo(202);
    }

    @Test
    void oldestUnusedCallOfABusyCallerGoesFirst() {
        SignatureMemory memory = memory(3);
        memory.remember("anna", "1", CALL);
        memory.remember("anna", "2", CALL);
        memory.remember("anna", "3", CALL);
        assertThat(memory.recall("anna", "1")).isPresent();

        memory.remember("anna", "4", CALL);

        assertThat(memory.recall("anna", "2")).isEmpty();
        assertThat(memory.recall("anna", "1")).isPresent();
        assertThat(memory.bytes()).isEqualTo(3 * COST);
    }

    @Test
    void busyCallerDoesNotPushOutTheOthers() {
        SignatureMemory memory = memory(3);
        memory.remember("anna", "1", CALL);
        for (int i = 0; i < 1000; i++) {
            memory.remember("bert", String.valueOf(i % 10), CALL);
        }

        assertThat(memory.recall("anna", "1")).isPresent();
    }

    @Test
    void quietestCallerGivesWayWhenAllIsFull() {
        SignatureMemory memory = memory(3);
        for (int i = 0; i < 50; i++) {
            memory.remember("caller" + i, "1", CALL);
            memory.remember("caller" + i, "2", CALL);
        }

        assertThat(memory.bytes()).isLessThanOrEqualTo(10 * COST);
        assertThat(memory.recall("caller49", "1")).isPresent();
        assertThat(memory.recall("caller0", "1")).isEmpty();
        assertThat(memory.recall("caller44", "2")).isEmpty();
    }

    @Test
    void callThatIsTooLargeIsNotKept() {
        SignatureMemory memory = memory(3);
        memory.remember("anna", "1", new Call("f", "s".repeat(4 * COST)));

        assertThat(memory.recall("anna", "1")).isEmpty();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void forgetsWithAge() {
        Instant[] now = {Calls.NOW};
        SignatureMemory memory = new SignatureMemory(bounds(3), new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        });
        memory.remember("anna", "1", CALL);

        now[0] = Calls.NOW.plus(Duration.ofHours(1));
        assertThat(memory.recall("anna", "1")).isPresent();
        now[0] = now[0].plusMillis(1);
        assertThat(memory.recall("anna", "1")).isEmpty();
        assertThat(memory.bytes()).isZero();
    }

    private static SignatureMemory memory(int callsOfOneCaller) {
        return new SignatureMemory(bounds(callsOfOneCaller), Calls.CLOCK);
    }

    private static Bounds bounds(int callsOfOneCaller) {
        return new Bounds(10L * COST, (long) callsOfOneCaller * COST, Duration.ofHours(1));
    }
}
