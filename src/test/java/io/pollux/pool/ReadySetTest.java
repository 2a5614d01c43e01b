package io.pollux.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadySetTest {
    @Test
    void anEmptySetHasNoNext() {
        ReadySet set = new ReadySet();
        assertThat(set.next(0)).isEqualTo(ReadySet.NONE);
        assertThat(set.next(1_000_000)).isEqualTo(ReadySet.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 4_095, 4_096, 4_097, 262_143, 262_144, 1_000_000})
    void aSingleMemberIsFoundFromEverywhereBelow(int member) {
        ReadySet set = new ReadySet();
        set.add(member);
        assertThat(set.next(0)).isEqualTo(member);
        assertThat(set.next(member)).isEqualTo(member);
        assertThat(set.next(member + 1)).isEqualTo(ReadySet.NONE);
        set.remove(member);
        assertThat(set.next(0)).isEqualTo(ReadySet.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 64, 100, 4_096, 10_000, 300_000})
    void itAgreesWithATreeSet(int range) {
        Random random = new Random(range);
        ReadySet set = new ReadySet();
        TreeSet<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            int number = random.nextInt(range);
            if (random.nextBoolean()) {
                set.add(number);
                expected.add(number);
            } else {
                set.remove(number);
                expected.remove(number);
            }
            int from = random.nextInt(range + 10);
            Integer next = expected.ceiling(from);
            assertThat(set.next(from)).isEqualTo(next == null ? ReadySet.NONE : next);
            assertThat(set.count()).isEqualTo(expected.size());
        }
    }

    @Test
    void aCopyGoesItsOwnWay() {
        ReadySet set = new ReadySet();
        set.add(7);
        ReadySet copy = set.copy();
        copy.remove(7);
        copy.add(9_999);
        assertThat(set.next(0)).isEqualTo(7);
        assertThat(set.contains(9_999)).isFalse();
        assertThat(copy.next(0)).isEqualTo(9_999);
        assertThat(copy.count()).isEqualTo(1);
    }
}
