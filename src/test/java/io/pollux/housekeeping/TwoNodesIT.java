package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.clients.ClientDesk;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Usage;
import io.pollux.journal.Journal;
import io.pollux.keys.CooldownShelf;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.KeyVault;
import io.pollux.keys.QuotaBook;
import io.pollux.keys.StoredUse;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Lending;
import io.pollux.pool.Loan;
import io.pollux.pool.NoneReady;
import io.pollux.pool.QuotaView;
import io.pollux.pool.Tried;
import io.pollux.rota.Rota;
import io.pollux.settings.Environment;
import io.pollux.settings.SettingsDesk;
import io.pollux.storage.Storage;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes on one database, in real time. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TwoNodesIT {
    private static final System.Logger LOG = System.getLogger(TwoNodesIT.class.getName());
    private static final int KEYS = 100;
    private static final List<String> MODELS = List.of("gemini-2.5-flash", "gemini-2.5-pro");
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock = Clock.systemUTC();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Storage storage;
    private KeyVault vault;

    @Parameter
    private TestDatabase database;

    @BeforeEach
    void open() {
        storage = database.open("twonodes");
        opened.add(storage);
        vault = KeyVault.open(storage, Path.of("target"), Optional.of(Secret.of("0123456789abcdef".repeat(4))));
    }

    @AfterEach
    void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void afterFullLoadAllCountersEqualTheCalls() throws Exception {
        Node here = new Node();
        here.desk.add(secrets(KEYS), KeyTraits.of(KeyKind.GEMINI));
        Node there = new Node();
        long until = System.nanoTime() + LOAD.toNanos();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<Long>> calls = new ArrayList<>();
        for (Node node : List.of(here, there, here, there)) {
            calls.add(clients.submit(() -> load(node, until)));
        }
        long total = 0;
        for (Future<Long> each : calls) {
            total += each.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();
        long sum = total;
        long heard = millisUntil(() -> here.requests() == sum && there.requests() == sum);
        LOG.log(System.Logger.Level.INFO, "{0}: {1} calls, in all counters {2} ms later", database, sum, heard);

        List<StoredUse> uses =
                new QuotaBook(storage, clock).since(Instant.EPOCH).uses();
        assertThat(uses).hasSize(KEYS * MODELS.size());
        assertThat(uses.stream().mapToLong(StoredUse::requests).sum()).isEqualTo(sum);
        assertThat(uses.stream().mapToLong(StoredUse::input).sum()).isEqualTo(sum * 11);
        assertThat(uses.stream().mapToLong(StoredUse::output).sum()).isEqualTo(sum * 3);
    }

    @Test
    void whatOneNodeFindsExhaustedTheOtherLeavesAloneWithinASecond() {
        Node here = new Node();
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        Node there = new Node();
        List<Long> millis = new ArrayList<>();
        for (int trial = 0; trial < 7; trial++) {
            String model = "model-" + trial;
            there.loan(model).close();
            here.loan(model)
                    .failed(new QuotaSpent(
                            Report.of(429, "RESOURCE_EXHAUSTED", "Enough"), QuotaWindow.DAY, Optional.empty()));
            millis.add(millisUntil(() -> there.lend(model) instanceof NoneReady));
        }
        LOG.log(System.Logger.Level.INFO, "{0}: left alone after {1} ms", database, millis);
        Collections.sort(millis);
        // The middle one, for this machine may have something else to do now and then.
        assertThat(millis.get(millis.size() / 2)).isLessThan(1_000);
    }

    /** Both lend as fast as they can until both are told that there is no more today. */
    @Test
    void aDailyLimitIsSharedAndTheCountSurvivesARestart() throws Exception {
        Node here = new Node();
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI).limited(new DayLimit(400)));
        Node there = new Node();
        ExecutorService clients = Executors.newFixedThreadPool(2);
        List<Future<Long>> calls = new ArrayList<>();
        for (Node node : List.of(here, there)) {
            calls.add(clients.submit(() -> slowly(node)));
        }
        long total = 0;
        for (Future<Long> each : calls) {
            total += each.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();
        LOG.log(System.Logger.Level.INFO, "{0}: {1} calls of two nodes, limited to 400", database, total);
        // 200 calls a second of each: what the other has lent within a second is not known yet.
        assertThat(total).isBetween(400L, 600L);

        long sum = total;
        long id = here.desk.snapshots().get(0).id();
        millisUntil(() -> here.callsOf(id) == sum && there.callsOf(id) == sum);
        Node restarted = new Node();
        assertThat(restarted.callsOf(id)).isEqualTo(sum);
        assertThat(restarted.lend(MODELS.get(0))).isInstanceOf(NoneReady.class);
        there.desk.limit(List.of(id), new DayLimit((int) sum + 1));
        assertThat(there.lend(MODELS.get(0))).isInstanceOf(Loan.class);
        millisUntil(() -> restarted.callsOf(id) == sum + 1);
        assertThat(restarted.lend(MODELS.get(0))).isInstanceOf(NoneReady.class);
    }

    private static long slowly(Node node) {
        long calls = 0;
        while (node.lend(MODELS.get(0)) instanceof Loan loan) {
            loan.succeeded(new Usage(11, 0, 2, 1, 0, 14));
            calls++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return calls;
    }

    private static long load(Node node, long until) {
        long calls = 0;
        while (System.nanoTime() < until) {
            node.loan(MODELS.get((int) (calls % MODELS.size()))).succeeded(new Usage(11, 0, 2, 1, 0, 14));
            calls++;
        }
        return calls;
    }

    private static long millisUntil(BooleanSupplier condition) {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(PATIENCE);
            LockSupport.parkNanos(1_000_000);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    }

    private static List<Secret> secrets(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Secret.of("AIzaSyTwoNodes00000000000000000000" + (1_000 + number)))
                .toList();
    }

    /** With a beat of its own. */
    private final class Node {
        final KeyDesk desk = new KeyDesk(storage, vault, clock);
        final KeyPool pool;

        Node() {
            SettingsDesk settings = SettingsDesk.open(
                    storage, Environment.of(Map.of("AUTH_TOKEN", "sk-nobody-in-particular")), vault, clock);
            ClientDesk clients = ClientDesk.open(
                    storage, settings, vault::tokenHash, new ClientDesk.House(Path.of("target"), "http://x/", clock));
            CooldownShelf shelf = new CooldownShelf(storage, clock);
            QuotaBook quotas = new QuotaBook(storage, clock);
            pool = new KeyPool(settings::current, clock);
            pool.restore(desk.snapshots(), shelf.load(clock.instant()));
            pool.hear(quotas.since(Instant.EPOCH));
            desk.listen(pool::apply);
            KeyCheck check = new KeyCheck(pool, ScriptedUpstream.answering(), settings::current, clock);
            Journal journal = Journal.open(storage, settings::current);
            opened.add(journal);
            ExecutorService workers = Executors.newFixedThreadPool(4);
            opened.add(workers::shutdownNow);
            Household household =
                    new Household(pool, desk, shelf, quotas, settings, clients, journal, check, new NoProxies());
            Housekeeper housekeeper = household.housekeeper(
                    clock, workers, household.jobs(new Rota(storage, "node-" + UUID.randomUUID(), clock), clock));
            opened.add(housekeeper);
            ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
            long millis = Housekeeper.BEAT.toMillis();
            beat.scheduleWithFixedDelay(housekeeper::tick, millis, millis, TimeUnit.MILLISECONDS);
            opened.add(beat::shutdownNow);
        }

        Lending lend(String model) {
            return pool.lend(
                    new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1", model, "", Map.of(), new byte[44], 0),
                    new Tried());
        }

        Loan loan(String model) {
            return (Loan) lend(model);
        }

        long callsOf(long id) {
            return pool.desk().view(id).orElseThrow().callsToday();
        }

        long requests() {
            return desk.snapshots().stream()
                    .flatMap(key -> pool.desk().quotas(key.id()).values().stream())
                    .mapToLong(QuotaView::requestsToday)
                    .sum();
        }
    }
}
