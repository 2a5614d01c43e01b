package io.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.storage.Storage;
import io.pollux.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CooldownShelfIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Parameter
    private TestDatabase database;

    private Storage storage;
    private CooldownShelf shelf;

    @BeforeParameterizedClassInvocation
    void open() {
        storage = database.open("shelf");
        shelf = new CooldownShelf(storage, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterParameterizedClassInvocation
    void close() {
        storage.close();
    }

    @BeforeEach
    void emptyTable() {
        shelf.clear(Instant.parse("2099-01-01T00:00:00Z"));
    }

    @Test
    void laterWordOnTheSameProjectAndModelReplacesTheEarlier() {
        StoredCooldown first = cooldown("key:1", "gemini-2.5-pro", 60);
        StoredCooldown longer = new StoredCooldown("key:1", "gemini-2.5-pro", NOW.plusSeconds(900), "day", "STATED");
        StoredCooldown other = cooldown("key:1", "gemini-2.5-flash", 60);

        shelf.save(List.of(first, other), List.of());
        shelf.save(List.of(longer), List.of());

        assertThat(shelf.load(NOW)).containsExactlyInAnyOrder(longer, other);
    }

    @Test
    void scopesAndModelsThatDifferInCaseAreDifferent() {
        StoredCooldown upper = cooldown("project:A", "M", 60);
        StoredCooldown lower = cooldown("project:a", "m", 60);

        shelf.save(List.of(upper, lower), List.of());

        assertThat(shelf.load(NOW)).containsExactlyInAnyOrder(upper, lower);
    }

    @Test
    void liftedCooldownIsGone() {
        StoredCooldown one = cooldown("key:1", "*", 60);
        StoredCooldown two = cooldown("key:2", "*", 60);
        shelf.save(List.of(one, two), List.of());

        shelf.save(List.of(), List.of(one.name(), new StoredCooldown.Name("key:99", "*")));

        assertThat(shelf.load(NOW)).containsExactly(two);
    }

    @Test
    void whatIsOverIsNotLoadedAndIsCleared() {
        StoredCooldown over = cooldown("key:1", "*", 0);
        StoredCooldown on = cooldown("key:2", "*", 1);
        shelf.save(List.of(over, on), List.of());

        assertThat(shelf.load(NOW)).containsExactly(on);
        assertThat(shelf.clear(NOW)).isEqualTo(1);
        assertThat(shelf.clear(NOW)).isZero();
    }

    @Test
    void longReasonIsCutAndAnAbsurdModelIsLeftOut() {
        StoredCooldown wordy = new StoredCooldown("key:1", "*", NOW.plusSeconds(1), "ж".repeat(2_000), "GUESSED");
        StoredCooldown absurd = cooldown("key:1", "m".repeat(5_000), 60);

        shelf.save(List.of(wordy, absurd), List.of());

        assertThat(shelf.load(NOW)).extracting(StoredCooldown::reason).containsExactly("ж".repeat(500));
    }

    @Test
    void thousandsGoInOneBatch() {
        List<StoredCooldown> many = IntStream.range(0, 5_000)
                .mapToObj(i -> cooldown("key:" + i, "gemini-2.5-flash", 60))
                .toList();

        shelf.save(many, List.of());

        assertThat(shelf.load(NOW)).containsExactlyInAnyOrderElementsOf(many);
    }

    private static StoredCooldown cooldown(String scope, String model, int seconds) {
        return new StoredCooldown(scope, model, NOW.plusSeconds(seconds), "quota", "GUESSED");
    }
}
