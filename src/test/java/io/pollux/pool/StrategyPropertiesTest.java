package io.pollux.pool;

import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.off;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Usage;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredKey;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens to the keys, each strategy lends only keys that are ready, of the first tier that has one, and none
 * twice to one call; and it finds one as long as there is one.
 */
class StrategyPropertiesTest {
    private static final List<String> MODELS = List.of(FLASH, PRO, "gemini-3-pro");
    private static final List<String> STRATEGIES =
            List.of("round-robin", "least-used", "most-quota", "sticky", "weighted");
    private static final int STEPS = 1_500;

    private final Logger quiet = Logger.getLogger(Loan.class.getName());
    private final PoolFixture fixture = new PoolFixture();
    private final Map<Long, StoredKey> keys = new HashMap<>();
    private SplittableRandom random;
    private long nextId = 1;
    private int lent;

    @BeforeEach
    void silence() {
        quiet.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        quiet.setLevel(null);
    }

    @ParameterizedTest
    @CsvSource({
        "round-robin, 1, 12", "least-used, 2, 12", "most-quota, 3, 12", "sticky, 4, 12", "weighted, 5, 12",
        "round-robin, 6, 90", "least-used, 7, 90", "most-quota, 8, 90", "sticky, 9, 90", "weighted, 10, 90",
        "switching, 11, 30", "switching, 12, 90", "switching, 13, 3"
    })
    void onlyReadyKeysAreLentEachOnceAndOneIsFoundWhileThereIsOne(String strategy, long seed, int size) {
        random = new SplittableRandom(seed);
        fixture.set(
                Settings.POLLUX_QUOTA_LIMITS,
                Map.of(FLASH, Map.of(Quota.REQUESTS_PER_MINUTE, 6L), PRO, Map.of(Quota.REQUESTS_PER_DAY, 40L)));
        for (int i = 0; i < size; i++) {
            put(fresh());
        }
        for (int step = 0; step < STEPS; step++) {
            if (strategy.equals("switching") || step == 0) {
                fixture.set(Settings.POLLUX_KEY_STRATEGY, strategy.equals("switching") ? any(STRATEGIES) : strategy);
            }
            somethingHappens();
            call();
        }
        assertThat(lent).isGreaterThan(STEPS / 3);
    }

    private void call() {
        GeminiCall call = PoolFixture.call(any(MODELS)).inConversation(random.nextInt(0, 12));
        Tried tried = new Tried();
        Set<Long> had = new HashSet<>();
        int tries = random.nextInt(1, 5);
        for (int i = 0; i < tries; i++) {
            Set<Long> ready = ready(call.model());
            ready.removeAll(had);
            if (!(fixture.pool.lend(call, tried) instanceof Loan loan)) {
                assertThat(ready).as("ready, and not lent").isEmpty();
                return;
            }
            long id = loan.key().id();
            assertThat(ready).contains(id);
            assertThat(had.add(id)).as("a key twice").isTrue();
            assertThat(ready.stream().mapToInt(this::tier).min()).hasValue(tier(id));
            explains(loan);
            end(loan);
            lent++;
        }
    }

    private void explains(Loan loan) {
        for (PassedOver.Key named : loan.passedOver().named()) {
            assertThat(named.masked()).isNotEqualTo(loan.key().masked());
        }
        assertThat(loan.passedOver().named()).hasSizeLessThanOrEqualTo(PassedOver.MOST_NAMED);
        assertThat(loan.passedOver().coolingMore()).isNotNegative();
        assertThat(loan.passedOver().unusableMore()).isNotNegative();
        assertThat(loan.passedOver().text()).hasSizeLessThanOrEqualTo(PassedOver.LONGEST);
    }

    private void end(Loan loan) {
        int dice = random.nextInt(10);
        if (dice < 6) {
            loan.succeeded(Usage.NONE);
        } else if (dice < 9) {
            List<Failure> all = Failures.all();
            loan.failed(all.get(random.nextInt(all.size())));
        } else {
            loan.close();
        }
    }

    private void somethingHappens() {
        int dice = random.nextInt(20);
        if (dice == 0 && keys.size() > 2) {
            long id = anyId();
            keys.remove(id);
            fixture.delete(id);
        } else if (dice == 1) {
            put(fresh());
        } else if (dice < 4 && !keys.isEmpty()) {
            StoredKey key = keys.get(anyId());
            put(
                    random.nextBoolean()
                            ? off(key)
                            : key(key.id(), key.kind(), key.project()).ranked(rank()));
        } else if (dice < 8) {
            fixture.clock.advance(Duration.ofSeconds(random.nextInt(1, 90)));
        } else if (dice == 8) {
            fixture.clock.advance(Duration.ofHours(random.nextInt(1, 30)));
        }
    }

    /** By what the pages are told, which is found out in another way than whom to lend. */
    private Set<Long> ready(String model) {
        Set<Long> ready = new HashSet<>();
        for (StoredKey key : keys.values()) {
            KeyView view = fixture.view(key.id());
            boolean rests =
                    view.cooldowns().containsKey(model) || view.cooldowns().containsKey("*");
            if (view.standing() == Standing.READY && !rests) {
                ready.add(key.id());
            }
        }
        return ready;
    }

    private int tier(long id) {
        StoredKey key = keys.get(id);
        return key.rank().priority() + (key.kind() == KeyKind.PAID ? 1_000 : 0);
    }

    private void put(StoredKey key) {
        keys.put(key.id(), key);
        fixture.change(key);
    }

    private StoredKey fresh() {
        Optional<String> project =
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of("project " + random.nextInt(8));
        KeyKind kind = random.nextInt(4) == 0 ? KeyKind.PAID : KeyKind.GEMINI;
        return key(nextId++, kind, project).ranked(rank());
    }

    private Rank rank() {
        return new Rank(random.nextInt(0, 2), random.nextInt(1, 9));
    }

    private long anyId() {
        return keys.keySet().stream()
                .sorted()
                .skip(random.nextInt(keys.size()))
                .findFirst()
                .orElseThrow();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
