package io.pollux.pool;

import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.call;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.ofProject;
import static io.pollux.pool.PoolFixture.off;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.PassedOver.Why;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Usage;
import io.pollux.keys.StoredKey;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyTest {
    private static final int CONVERSATIONS = 4_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 64, 65, 1_000})
    void oneConversationHasOneKey(int keys) {
        PoolFixture fixture = sticky(keys);
        for (long conversation = 1; conversation <= 200; conversation++) {
            assertThat(new HashSet<>(StrategyTest.lendIds(fixture, conversation, 3)))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 200})
    void conversationsAreSharedOutEvenly(int keys) {
        Map<Long, Integer> counts = StrategyTest.counts(
                Arrays.stream(favourites(sticky(keys))).boxed().toList());
        int share = CONVERSATIONS / keys;
        assertThat(counts).hasSize(keys);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(share / 3, share * 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 200})
    void aKeyThatIsRemovedMovesOnlyItsOwnConversationsAndComesBackToThem(int keys) {
        PoolFixture fixture = sticky(keys);
        long[] before = favourites(fixture);
        fixture.delete(7L);
        long[] without = favourites(fixture);
        for (int i = 0; i < CONVERSATIONS; i++) {
            assertThat(before[i] == without[i]).isEqualTo(before[i] != 7);
        }
        assertThat(moved(before, without)).isBetween(CONVERSATIONS / keys / 2, CONVERSATIONS * 2 / keys);

        fixture.change(key(7));
        assertThat(favourites(fixture)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 63, 127, 128, 200})
    void aKeyThatIsAddedMovesOnlyTheConversationsItGets(int keys) {
        PoolFixture fixture = sticky(keys);
        long[] before = favourites(fixture);
        fixture.change(key(keys + 1L));
        long[] after = favourites(fixture);
        for (int i = 0; i < CONVERSATIONS; i++) {
            assertThat(after[i]).isIn(before[i], keys + 1L);
        }
        assertThat(moved(before, after)).isBetween(CONVERSATIONS / keys / 3, CONVERSATIONS * 2 / keys);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void whileTheFavouriteRestsOneStandsInAndThenItIsBack(int keys) {
        PoolFixture fixture = sticky(keys);
        long favourite = lend(fixture, 42).key().id();
        lend(fixture, 42).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(30)));

        Set<Long> standIn = new HashSet<>(StrategyTest.lendIds(fixture, 42, 5));
        assertThat(standIn).hasSize(1).doesNotContain(favourite);

        fixture.clock.advance(Duration.ofSeconds(32));
        assertThat(lend(fixture, 42).key().id()).isEqualTo(favourite);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void aFavouriteNearItsLimitIsSparedAndTheTrailSaysSo(int keys) {
        PoolFixture fixture = sticky(keys);
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(Quota.REQUESTS_PER_MINUTE, 10L)));
        List<Long> first = StrategyTest.lendIds(fixture, 42, 9);
        assertThat(new HashSet<>(first)).hasSize(1);

        Loan tenth = lend(fixture, 42);
        assertThat(tenth.key().id()).isNotEqualTo(first.get(0));
        assertThat(tenth.passedOver().named())
                .containsExactly(new PassedOver.Key(key(first.get(0)).masked(), Why.NEAR_LIMIT, Instant.EPOCH, ""));

        fixture.clock.advance(Duration.ofSeconds(63));
        assertThat(lend(fixture, 42).key().id()).isEqualTo(first.get(0));
    }

    @Test
    void whatIsLeftNearTheLimitsIsUsedWhenThereIsNothingElse() {
        PoolFixture fixture = sticky(2);
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(Quota.REQUESTS_PER_MINUTE, 10L)));
        List<Long> ids = StrategyTest.lendIds(fixture, 42, 20);
        assertThat(StrategyTest.counts(ids)).containsEntry(1L, 10).containsEntry(2L, 10);
        assertThat(ids.subList(18, 20)).as("the favourite first").containsOnlyOnce(ids.get(0));
        fixture.none(FLASH);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void anotherKeyOfTheSameProjectIsTheBestStandIn(int projects) {
        StoredKey[] keys = LongStream.rangeClosed(1, 2L * projects)
                .mapToObj(id -> ofProject(id, "project " + id % projects))
                .toArray(StoredKey[]::new);
        PoolFixture fixture = PoolFixture.with(keys);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "sticky");
        for (long conversation = 1; conversation <= 50; conversation++) {
            StoredKey favourite = lend(fixture, conversation).key();
            fixture.change(off(favourite));
            assertThat(lend(fixture, conversation).key().scope()).isEqualTo(favourite.scope());
            fixture.change(favourite);
            assertThat(lend(fixture, conversation).key().id()).isEqualTo(favourite.id());
        }
    }

    @Test
    void aCallThatIsTriedAgainGetsTheNextOfItsConversation() {
        PoolFixture fixture = sticky(30);
        Tried tried = new Tried();
        List<Long> ids = LongStream.range(0, 30)
                .map(i -> ((Loan) fixture.pool.lend(call(FLASH).inConversation(5), tried))
                        .key()
                        .id())
                .boxed()
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(lend(fixture, 5).key().id()).isEqualTo(ids.get(0));
        assertThat(fixture.pool.lend(call(FLASH).inConversation(5), tried)).isInstanceOf(NoneReady.class);
    }

    @Test
    void amongManyFewReadyOnesAreFound() {
        PoolFixture fixture = sticky(3_000);
        for (int i = 0; i < 2_990; i++) {
            fixture.lend(FLASH).failed(spent(QuotaWindow.NONE_GRANTED));
        }
        assertThat(new HashSet<>(StrategyTest.lendIds(fixture, 9, 20))).hasSize(1);
        for (long conversation = 1; conversation < 100; conversation++) {
            lend(fixture, conversation).succeeded(Usage.NONE);
        }
    }

    @Test
    void callsOfNoConversationTakeTurnsAndModelsShareAFavourite() {
        PoolFixture fixture = sticky(6);
        assertThat(new HashSet<>(fixture.lendIds(FLASH, 6))).hasSize(6);
        assertThat(fixture.lend(call(PRO).inConversation(3)).key().id())
                .isEqualTo(lend(fixture, 3).key().id());
    }

    @Test
    void favouritesAreTheSameAfterARestartAndOnOtherNodes() {
        PoolFixture other = new PoolFixture();
        other.set(Settings.POLLUX_KEY_STRATEGY, "sticky");
        other.change(LongStream.iterate(20, id -> id - 1)
                .limit(20)
                .mapToObj(PoolFixture::key)
                .toArray(StoredKey[]::new));
        assertThat(favourites(other)).isEqualTo(favourites(sticky(20)));
    }

    private static PoolFixture sticky(int keys) {
        PoolFixture fixture = PoolFixture.withKeys(keys);
        fixture.set(Settings.POLLUX_KEY_STRATEGY, "sticky");
        return fixture;
    }

    private static Loan lend(PoolFixture fixture, long conversation) {
        return fixture.lend(call(FLASH).inConversation(conversation));
    }

    private static long[] favourites(PoolFixture fixture) {
        return LongStream.rangeClosed(1, CONVERSATIONS)
                .map(conversation -> lend(fixture, conversation).key().id())
                .toArray();
    }

    private static int moved(long[] before, long[] after) {
        int moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved += before[i] == after[i] ? 0 : 1;
        }
        return moved;
    }
}
