package io.pollux.pool;

import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.call;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.ofProject;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Usage;
import io.pollux.keys.QuotaNews;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredCeiling;
import io.pollux.keys.StoredKey;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom each strategy lends among keys that are all ready; {@link StickyTest} has the one that knows conversations. */
class StrategyTest {
    private static final Duration MINUTE_OVER = Duration.ofSeconds(63);

    @Test
    void theLeastUsedOfThisMinuteComesFirstAndThenOfTheDay() {
        PoolFixture fixture = PoolFixture.withKeys(4);
        use(fixture, 1, 3);
        use(fixture, 2, 1);
        use(fixture, 4, 2);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "least-used");
        List<Long> ids = fixture.lendIds(FLASH, 6);
        assertThat(ids).startsWith(3L);
        assertThat(counts(ids))
                .as("until all have three")
                .containsExactlyInAnyOrderEntriesOf(Map.of(2L, 2, 3L, 3, 4L, 1));

        use(fixture, 1, 2);
        fixture.clock.advance(MINUTE_OVER);
        assertThat(counts(fixture.lendIds(FLASH, 8)))
                .as("evenly in the next")
                .allSatisfy((key, calls) -> assertThat(calls).isEqualTo(2));
        fixture.clock.advance(MINUTE_OVER);
        assertThat(fixture.lendIds(FLASH, 3)).as("today, 1 has had two more").doesNotContain(1L);
    }

    @Test
    void yesterdaysRequestsDoNotCount() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        use(fixture, 1, 9);
        fixture.clock.advance(Duration.ofDays(1));
        use(fixture, 2, 1);
        fixture.clock.advance(MINUTE_OVER);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "least-used");
        assertThat(fixture.lendIds(FLASH, 1)).containsExactly(1L);
    }

    @Test
    void whatOtherModelsUsedDoesNotCount() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        for (int i = 0; i < 5; i++) {
            fixture.lendKey(1, PRO).succeeded(Usage.NONE);
        }
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "least-used");
        assertThat(counts(fixture.lendIds(FLASH, 10))).containsEntry(1L, 5).containsEntry(2L, 5);
    }

    @Test
    void amongManyKeysASampleEvensOutWhatWasUneven() {
        PoolFixture fixture = PoolFixture.withKeys(1_000);
        for (int i = 0; i < 500; i++) {
            fixture.succeed(FLASH);
        }
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "least-used");
        Map<Long, Integer> counts = counts(fixture.lendIds(FLASH, 4_500));
        for (long id = 1; id <= 1_000; id++) {
            int all = counts.getOrDefault(id, 0) + (id <= 500 ? 1 : 0);
            assertThat(all).as("5 each, give or take").isBetween(3, 7);
        }
    }

    @Test
    void theLargestShareOfQuotaComesFirst() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        learn(fixture, 1, 20);
        learn(fixture, 2, 100);
        learn(fixture, 3, 40);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "most-quota");

        Map<Long, Integer> counts = counts(fixture.lendIds(FLASH, 80));

        assertThat(counts.get(1L)).isBetween(9, 11);
        assertThat(counts.get(2L)).isBetween(49, 51);
        assertThat(counts.get(3L)).isBetween(19, 21);
    }

    @Test
    void theLimitThatIsNearestCounts() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        learn(fixture, 1, 1_000);
        learn(fixture, 2, 1_000);
        hear(fixture, new StoredCeiling("key:2", FLASH, Quota.REQUESTS_PER_MINUTE, 4, fixture.clock.instant()));
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "most-quota");
        hear(fixture, new StoredCeiling("key:1", FLASH, Quota.REQUESTS_PER_MINUTE, 40, fixture.clock.instant()));

        assertThat(counts(fixture.lendIds(FLASH, 22)).get(2L)).isBetween(1, 3);
    }

    @Test
    void aProjectWhoseLimitIsNotKnownIsTakenToHaveTheHighestOfTheOthers() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        learn(fixture, 1, 10);
        learn(fixture, 2, 40);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "most-quota");

        Map<Long, Integer> counts = counts(fixture.lendIds(FLASH, 45));

        assertThat(counts.get(1L)).isBetween(4, 6);
        assertThat(counts.get(2L)).isBetween(19, 21);
        assertThat(counts.get(3L)).isBetween(19, 21);
    }

    @Test
    void whereNoLimitIsKnownMostQuotaIsLeastUsed() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        use(fixture, 2, 6);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "most-quota");
        assertThat(counts(fixture.lendIds(FLASH, 12)))
                .containsEntry(1L, 6)
                .containsEntry(3L, 6)
                .doesNotContainKey(2L);
    }

    @Test
    void twoKeysOfOneProjectCountAsOne() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "shared"), ofProject(2, "shared"), key(3), key(4));
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "least-used");
        Map<Long, Integer> counts = counts(fixture.lendIds(FLASH, 30));
        assertThat(counts.get(1L) + counts.get(2L)).isEqualTo(10);
    }

    @Test
    void aKeyGetsAsManyCallsInATurnAsItWeighsAndNotAllAtOnce() {
        PoolFixture fixture = PoolFixture.with(weighing(1, 5), weighing(2, 3), weighing(3, 1));
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "weighted");
        for (int turn = 0; turn < 4; turn++) {
            List<Long> ids = fixture.lendIds(FLASH, 9);
            assertThat(counts(ids)).containsEntry(1L, 5).containsEntry(2L, 3).containsEntry(3L, 1);
            assertThat(Collections.indexOfSubList(ids, List.of(1L, 1L, 1L, 1L))).isNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyWeightsAreKeptInEveryTurn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StoredKey[] keys = LongStream.rangeClosed(1, 200)
                .mapToObj(id -> weighing(id, random.nextInt(1, 60)))
                .toArray(StoredKey[]::new);
        PoolFixture fixture = PoolFixture.with(keys);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "weighted");
        int turn = 0;
        for (StoredKey key : keys) {
            turn += key.rank().weight();
        }
        Map<Long, Integer> counts = counts(fixture.lendIds(FLASH, turn));
        for (StoredKey key : keys) {
            assertThat(counts).containsEntry(key.id(), key.rank().weight());
        }
    }

    @Test
    void anotherWeightActsAtOnce() {
        PoolFixture fixture = PoolFixture.with(weighing(1, 1), weighing(2, 1));
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "weighted");
        fixture.lendIds(FLASH, 2);
        fixture.change(weighing(2, 9));
        assertThat(counts(fixture.lendIds(FLASH, 10))).containsEntry(1L, 1).containsEntry(2L, 9);
    }

    @Test
    void theStrategyIsSwitchedWhileCallsGoOn() {
        PoolFixture fixture = PoolFixture.with(weighing(1, 1), weighing(2, 1), weighing(3, 8));
        assertThat(counts(fixture.lendIds(FLASH, 9))).containsEntry(3L, 3);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "weighted");
        assertThat(counts(fixture.lendIds(FLASH, 10))).containsEntry(3L, 8);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "least-used");
        assertThat(fixture.lendIds(FLASH, 6)).doesNotContain(3L);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "sticky");
        assertThat(counts(lendIds(fixture, 77, 5))).hasSize(1);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "round-robin");
        fixture.set(Settings.KEY_ROTATION_REQUEST_COUNT, 2);
        assertThat(counts(fixture.lendIds(FLASH, 12))).containsEntry(1L, 4).containsEntry(3L, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"round-robin", "least-used", "most-quota", "sticky", "weighted"})
    void whoHasNoRoomForALargeCallIsPassedOverByEveryStrategy(String strategy) {
        PoolFixture fixture = PoolFixture.withKeys(30);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, strategy);
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(Quota.INPUT_TOKENS_PER_MINUTE, 1_000L)));
        for (int i = 0; i < 30; i++) {
            Loan loan = fixture.lend(PoolFixture.call(FLASH).withBody(new byte[3_600]));
            loan.succeeded(new Usage(900, 0, 0, 0, 0, 900));
        }
        for (long id = 1; id <= 30; id++) {
            assertThat(fixture.pool.desk().quotas(id).get(FLASH).requestsInMinute())
                    .as("key " + id)
                    .isOne();
        }
    }

    static List<Long> lendIds(PoolFixture fixture, long conversation, int times) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ids.add(fixture.lend(call(FLASH).inConversation(conversation)).key().id());
        }
        return ids;
    }

    static StoredKey weighing(long id, int weight) {
        return key(id).ranked(new Rank(0, weight));
    }

    private static void use(PoolFixture fixture, long id, int times) {
        for (int i = 0; i < times; i++) {
            fixture.pool.lend(id, Operation.GENERATE, FLASH).orElseThrow().succeeded(Usage.NONE);
        }
    }

    private static void learn(PoolFixture fixture, long id, long perDay) {
        hear(fixture, new StoredCeiling("key:" + id, FLASH, Quota.REQUESTS_PER_DAY, perDay, fixture.clock.instant()));
    }

    private static void hear(PoolFixture fixture, StoredCeiling ceiling) {
        fixture.pool.hear(new QuotaNews(List.of(), List.of(), List.of(ceiling), List.of()));
    }

    static Map<Long, Integer> counts(List<Long> ids) {
        Map<Long, Integer> counts = new HashMap<>();
        ids.forEach(id -> counts.merge(id, 1, Integer::sum));
        return counts;
    }
}
