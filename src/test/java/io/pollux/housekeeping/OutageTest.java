package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Usage;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyNote;
import io.pollux.keys.QuotaNews;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredKey;
import io.pollux.keys.StoredUse;
import io.pollux.pool.Changes;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Loan;
import io.pollux.pool.Tried;
import io.pollux.settings.Settings;
import io.pollux.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes whose database is away for ten minutes, on a clock that is moved by hand; and a node that dies. */
class OutageTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final int KEYS = 40;

    private final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private final Table table = new Table();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tenMinutesWithoutADatabaseFailNoCallAndTheStatesMergeAfterwards(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = List.of(new Node(), new Node());
        run(nodes, random, Duration.ofMinutes(1));
        table.away = true;
        int before = nodes.get(0).calls + nodes.get(1).calls;
        run(nodes, random, Duration.ofMinutes(10));
        assertThat(nodes.get(0).calls + nodes.get(1).calls - before).isEqualTo(2 * 1_500);
        assertThat(nodes).as("writings that failed").allMatch(node -> node.failedBeats > 1_400);

        table.away = false;
        nodes.forEach(Node::beat);
        nodes.forEach(Node::beat);
        clock.advance(Duration.ofSeconds(1));
        nodes.forEach(Node::beat);

        long counted = nodes.get(0).counted + nodes.get(1).counted;
        assertThat(table.requests())
                .as("the table has the sum of both, nothing lost and nothing twice")
                .isEqualTo(counted);
        assertThat(table.keyUses()).isEqualTo(nodes.get(0).calls + nodes.get(1).calls);
        for (long id = 1; id <= KEYS; id++) {
            for (Node node : nodes) {
                assertThat(node.today(id))
                        .as("what key %d has used, as each node sees it", id)
                        .isEqualTo(table.today(id));
                assertThat(node.benched(id)).as("key %d", id).isEqualTo(table.cooldowns.containsKey("key:" + id));
            }
        }
        assertThat(table.cooldowns).hasSizeGreaterThan(5);
        assertThat(table.refused).as("refusals of both nodes").hasSize(2);
    }

    @Test
    void callOfANodeThatDiedBeforeItsAnswerCountsAsOneCallAndHoldsNothingUp() {
        Node dying = new Node();
        Node living = new Node();
        dying.lend();
        dying.beat();
        dying.lend();
        // Never settled, and the second never written: the node is gone.
        living.beat();

        long seen = LongStream.rangeClosed(1, KEYS).map(living::today).sum();
        assertThat(seen).as("what it had written down counts, once").isEqualTo(1);
        assertThat(table.requests()).isEqualTo(1);
        for (int i = 0; i < 3 * KEYS; i++) {
            living.lend().succeeded(Usage.NONE);
        }
        clock.advance(Duration.ofSeconds(65));
        living.beat();
        assertThat(LongStream.rangeClosed(1, KEYS).map(living::thisMinute).sum())
                .as("after a minute nothing of it is in the minute's count")
                .isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(LongStream.rangeClosed(1, KEYS).map(living::today).sum()).isZero();
    }

    private void run(List<Node> nodes, Random random, Duration time) {
        long beats = time.toMillis() / Housekeeper.BEAT.toMillis();
        for (int beat = 0; beat < beats; beat++) {
            for (Node node : nodes) {
                node.call(random);
                node.beat();
            }
            clock.advance(Housekeeper.BEAT);
        }
    }

    private final class Node {
        private final KeyPool pool = new KeyPool(Settings::defaults, clock);
        private final WriteBehind writeBehind = new WriteBehind(
                pool,
                changes -> table.take(() -> table.note(changes)),
                changes -> table.take(() -> table.add(changes)),
                changes -> table.take(() -> table.shelve(changes)));
        private int calls;
        private long counted;
        private int failedBeats;

        Node() {
            pool.restore(
                    LongStream.rangeClosed(1, KEYS).mapToObj(OutageTest::key).toList(), List.of());
        }

        /** As the house does it: what is read includes what was written. */
        void beat() {
            try {
                writeBehind.run();
                table.take(() -> pool.hear(table.news()));
            } catch (IllegalStateException away) {
                failedBeats++;
            }
        }

        void call(Random random) {
            Loan loan = lend();
            calls++;
            int dice = random.nextInt(200);
            if (dice == 0) {
                loan.failed(new QuotaSpent(report(429), QuotaWindow.DAY, Optional.empty()));
            } else if (table.away && calls == 500) {
                loan.failed(new KeyRefused(report(403), Refusal.DENIED));
            } else {
                counted++;
                loan.succeeded(new Usage(10, 0, 5, 0, 0, 15));
            }
        }

        Loan lend() {
            GeminiCall call =
                    new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1", MODEL, "", Map.of(), new byte[0], 0);
            return (Loan) pool.lend(call, new Tried());
        }

        long today(long id) {
            return pool.desk().quotas(id).entrySet().stream()
                    .filter(entry -> entry.getKey().equals(MODEL))
                    .mapToLong(entry -> entry.getValue().requestsToday())
                    .sum();
        }

        long thisMinute(long id) {
            return pool.desk().quotas(id).values().stream()
                    .mapToLong(quota -> quota.requestsInMinute())
                    .sum();
        }

        boolean benched(long id) {
            return pool.desk().view(id).orElseThrow().cooldowns().containsKey(MODEL);
        }
    }

    /** What the tables would hold. */
    private static final class Table {
        private final Map<String, StoredCooldown> cooldowns = new LinkedHashMap<>();
        private final Map<StoredUse.Name, StoredUse> uses = new HashMap<>();
        private final Map<Long, Long> keyUses = new HashMap<>();
        private final List<Long> refused = new ArrayList<>();
        private boolean away;

        void take(Runnable work) {
            if (away) {
                throw new IllegalStateException("The database is away");
            }
            work.run();
        }

        void note(Changes changes) {
            for (KeyNote note : changes.notes()) {
                keyUses.merge(note.keyId(), note.uses(), Long::sum);
                note.trust().flatMap(KeyNote.Trust::setAside).ifPresent(aside -> refused.add(note.keyId()));
            }
        }

        void add(Changes changes) {
            changes.uses().forEach(use -> uses.merge(use.name(), use, Table::sum));
        }

        void shelve(Changes changes) {
            changes.lifted().forEach(name -> cooldowns.remove(name.scope()));
            changes.cooldowns().forEach(row -> cooldowns.put(row.scope(), row));
        }

        QuotaNews news() {
            return new QuotaNews(List.copyOf(cooldowns.values()), List.copyOf(uses.values()), List.of(), List.of());
        }

        long requests() {
            return uses.values().stream().mapToLong(StoredUse::requests).sum();
        }

        long keyUses() {
            return keyUses.values().stream().mapToLong(Long::longValue).sum();
        }

        long today(long id) {
            return uses.values().stream()
                    .filter(use -> use.scope().equals("key:" + id))
                    .mapToLong(StoredUse::requests)
                    .sum();
        }

        private static StoredUse sum(StoredUse one, StoredUse other) {
            return new StoredUse(
                    one.scope(),
                    one.model(),
                    one.dayEnds(),
                    one.requests() + other.requests(),
                    one.input() + other.input(),
                    one.output() + other.output());
        }
    }

    private static Report report(int status) {
        return Report.of(status, "CODE", "Google says no");
    }

    private static StoredKey key(long id) {
        Secret secret = Secret.of("AIzaSyTestKeyNumber" + id);
        return new StoredKey(
                id,
                "",
                secret,
                secret.masked(),
                KeyKind.GEMINI,
                Optional.empty(),
                true,
                Optional.empty(),
                0,
                Rank.USUAL,
                DayLimit.NONE);
    }
}
