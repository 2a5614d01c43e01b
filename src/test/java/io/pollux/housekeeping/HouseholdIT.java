package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.clients.ClientDesk;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Usage;
import io.pollux.journal.Journal;
import io.pollux.keys.CooldownShelf;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.KeyVault;
import io.pollux.keys.ProjectDesk;
import io.pollux.keys.QuotaBook;
import io.pollux.keys.SetAside;
import io.pollux.keys.StoredUse;
import io.pollux.pool.Cooldown;
import io.pollux.pool.Cooldown.Provenance;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Lending;
import io.pollux.pool.Loan;
import io.pollux.pool.NoneReady;
import io.pollux.pool.Standing;
import io.pollux.pool.Tried;
import io.pollux.rota.Rota;
import io.pollux.settings.Environment;
import io.pollux.settings.Settings;
import io.pollux.settings.SettingsDesk;
import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pool, keys and housekeeper together on a real database: restarts and other nodes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HouseholdIT {
    private static final String FLASH = "gemini-2.5-flash";
    private static final String ADMINISTRATOR = "sk-administrator-of-the-household";
    private static final String PRO = "gemini-2.5-pro";

    private final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private final List<Journal> journals = new ArrayList<>();
    private Storage storage;
    private KeyVault vault;

    @Parameter
    private TestDatabase database;

    @BeforeEach
    void open() {
        storage = database.open("household");
        vault = KeyVault.open(storage, Path.of("target"), Optional.of(Secret.of("0123456789abcdef".repeat(4))));
    }

    @AfterEach
    void close() {
        journals.forEach(Journal::close);
        storage.close();
    }

    @Test
    void whatThePoolKnowsSurvivesARestart() {
        Node before = new Node();
        before.desk.add(secrets(3), KeyTraits.of(KeyKind.GEMINI));
        before.loan(FLASH).failed(spent(QuotaWindow.DAY));
        before.loan(FLASH).failed(spent(QuotaWindow.NONE_GRANTED));
        long refused = before.refuse(FLASH, Refusal.LEAKED);
        before.housekeeper.close();

        Node after = new Node();
        NoneReady none = (NoneReady) after.lend(FLASH);
        assertThat(none.failure().retryAfter()).contains(Duration.ofHours(18));
        assertThat(after.pool.desk().view(refused).orElseThrow().setAside())
                .contains(new SetAside(Refusal.LEAKED, "Refused", clock.instant()));
        assertThat(after.loan(PRO).key().id()).isNotEqualTo(refused);
        clock.advance(Duration.ofHours(18));
        after.loan(FLASH).close();
    }

    @Test
    void aGuessThatASuccessEndedIsNotThereAfterARestart() {
        Node before = new Node();
        before.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        Loan early = before.loan(FLASH);
        before.loan(FLASH).failed(spent(QuotaWindow.UNSTATED));
        before.tick();
        clock.advance(Duration.ofSeconds(5));
        before.loan(FLASH).succeeded(Usage.NONE);
        early.close();
        before.housekeeper.close();
        assertThat(new CooldownShelf(storage, clock).load(clock.instant().minusSeconds(60)))
                .isEmpty();
    }

    @Test
    void otherNodesHearOfRefusalsAndOfTheOperatorWithinASecondOrTwo() {
        Node here = new Node();
        Node there = new Node();
        here.desk.add(secrets(2), KeyTraits.of(KeyKind.GEMINI));
        there.tick();
        assertThat(there.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(2);

        long refused = here.refuse(FLASH, Refusal.INVALID);
        here.tick();
        there.tick();
        assertThat(there.pool.desk().view(refused).orElseThrow().standing()).isEqualTo(Standing.SET_ASIDE);

        there.desk.absolve(List.of(refused));
        here.tick();
        assertThat(here.pool.desk().view(refused).orElseThrow().standing()).isEqualTo(Standing.READY);

        there.desk.delete(List.of(refused));
        here.tick();
        assertThat(here.pool.desk().view(refused)).isEmpty();
        assertThat(here.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(1);
    }

    @Test
    void otherNodesHearOfAddedKeysOfSettingsAndOfTokensWithinThreeSeconds() {
        Node here = new Node();
        Node there = new Node();
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        here.settings.change(Map.of("MAX_RETRIES", "9", "ALLOWED_TOKENS", "sk-a-new-client"));
        here.clients.changeAdminToken(Secret.of("sk-chosen-on-the-page"));
        assertThat(there.clients.isAdministrator(ADMINISTRATOR)).isTrue();

        IntStream.range(0, 3).forEach(second -> there.tick());

        assertThat(there.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(1);
        assertThat(there.settings.current().get(Settings.MAX_RETRIES)).isEqualTo(9);
        assertThat(there.clients.find("sk-a-new-client")).isPresent();
        assertThat(there.clients.isAdministrator("sk-chosen-on-the-page")).isTrue();
        assertThat(there.clients.find(ADMINISTRATOR)).isEmpty();
    }

    @Test
    void aNodeThatOnlyCountsUsesDoesNotUndoWhatAnotherFoundOut() {
        Node here = new Node();
        Node there = new Node();
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        there.tick();
        there.loan(FLASH).succeeded(Usage.NONE);
        long refused = here.refuse(FLASH, Refusal.INVALID);
        here.tick();
        there.tick();
        here.tick();
        there.tick();
        assertThat(here.pool.desk().view(refused).orElseThrow().standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(there.pool.desk().view(refused).orElseThrow().standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(new Node().lend(FLASH)).isInstanceOf(NoneReady.class);
    }

    @Test
    void refusedKeysAreCheckedByTheClockAndComeBack() {
        Node node = new Node();
        node.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        node.refuse(FLASH, Refusal.INVALID);
        node.tick();
        assertThat(node.upstream.sent).isEmpty();
        clock.advance(Duration.ofMinutes(67));
        node.tick();
        assertThat(node.upstream.sent).hasSize(1);
        assertThat(node.upstream.sent.get(0).call.operation()).isEqualTo(Operation.COUNT_TOKENS);
        node.loan(FLASH).succeeded(Usage.NONE);
        node.tick();
        assertThat(new Node().lend(FLASH)).isInstanceOf(Loan.class);
    }

    @Test
    void anIntervalOfZeroSwitchesTheChecksOffWithoutARestart() {
        Node node = new Node();
        node.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        node.desk.add(secrets(2), KeyTraits.of(KeyKind.GEMINI));
        node.refuse(FLASH, Refusal.INVALID);
        node.refuse(FLASH, Refusal.DENIED);
        node.settings.change(Map.of("CHECK_INTERVAL_HOURS", "0"));
        clock.advance(Duration.ofDays(30));
        node.tick();
        assertThat(node.upstream.sent)
                .as("only wrong configurations are looked at daily")
                .hasSize(1);
    }

    @Test
    void proxiesThatAreSetAsideAreAskedEveryFewSeconds() {
        Node node = new Node();
        for (int tick = 0; tick < 60; tick++) {
            node.tick();
        }
        assertThat(node.proxies.checks()).isBetween(9, 15);
    }

    @Test
    void endedCoolDownsLeaveTheShelf() {
        Node node = new Node();
        node.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        node.loan(FLASH).failed(spent(QuotaWindow.DAY));
        node.tick();
        assertThat(node.shelf.load(clock.instant())).hasSize(1);
        clock.advance(Duration.ofDays(2));
        node.tick();
        assertThat(node.shelf.load(clock.instant().minus(Duration.ofDays(10)))).isEmpty();
    }

    /** Written at one node's beat and read at the next one's of another. */
    @Test
    void anotherNodeStopsUsingAnExhaustedModelWithinASecond() {
        Node here = new Node();
        Node there = new Node();
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        there.tick();
        there.loan(FLASH).succeeded(Usage.NONE);

        here.loan(FLASH).failed(spent(QuotaWindow.DAY));
        beat(here);
        beat(there);

        NoneReady none = (NoneReady) there.lend(FLASH);
        assertThat(none.failure().retryAfter()).contains(untilMidnight());
        there.loan(PRO).close();
    }

    @Test
    void allNodesTogetherStopBeforeTheDaysLimit() {
        Node here = new Node();
        Node there = new Node();
        here.settings.change(Map.of("POLLUX_QUOTA_LIMITS", "{'gemini-2.5-flash': {'rpd': 10}}"));
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        for (int i = 0; i < 3; i++) {
            here.tick();
            there.tick();
        }
        int calls = 0;
        for (Node node = here; node.lend(FLASH) instanceof Loan loan; node = node == here ? there : here) {
            loan.succeeded(new Usage(100, 0, 7, 0, 0, 107));
            calls++;
            beat(here);
            beat(there);
            beat(here);
        }
        assertThat(calls).isEqualTo(10);
        assertThat(here.lend(FLASH)).isInstanceOf(NoneReady.class);
        assertThat(there.lend(FLASH)).isInstanceOf(NoneReady.class);
        here.housekeeper.close();
        there.housekeeper.close();

        Node after = new Node();
        NoneReady none = (NoneReady) after.lend(FLASH);
        assertThat(none.failure().retryAfter()).contains(untilMidnight());
        assertThat(after.quotas.since(Instant.EPOCH).uses())
                .singleElement()
                .extracting(StoredUse::requests, StoredUse::input, StoredUse::output)
                .containsExactly(10L, 1_000L, 70L);
    }

    @Test
    void aGuessThatASuccessEndedIsOverAtOtherNodesToo() {
        Node here = new Node();
        Node there = new Node();
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        there.tick();
        here.loan(FLASH).failed(spent(QuotaWindow.NONE_GRANTED));
        beat(here);
        beat(there);
        assertThat(there.lend(FLASH)).isInstanceOf(NoneReady.class);
        here.pool.lend(1, Operation.GENERATE, FLASH).orElseThrow().succeeded(Usage.NONE);
        beat(here);
        beat(there);
        there.loan(FLASH).close();
    }

    @Test
    void aLearnedLimitSurvivesARestart() {
        Node before = new Node();
        before.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        before.loan(FLASH)
                .failed(new QuotaSpent(
                        Report.of(429, "RESOURCE_EXHAUSTED", "Enough"),
                        QuotaWindow.DAY,
                        Optional.empty(),
                        Map.of(Quota.REQUESTS_PER_DAY, 1L)));
        before.housekeeper.close();
        clock.advance(untilMidnight());

        Node after = new Node();
        after.loan(FLASH).succeeded(Usage.NONE);
        assertThat(after.lend(FLASH)).isInstanceOf(NoneReady.class);
    }

    @Test
    void benchByHandIsHeardByOtherNodesAndSurvivesARestartUntilSomebodyLiftsIt() {
        Node here = new Node();
        Node there = new Node();
        here.desk.add(secrets(1), KeyTraits.of(KeyKind.GEMINI));
        there.tick();
        Instant until = clock.instant().plus(Duration.ofHours(3));
        here.pool.desk().bench(1, FLASH, until, "Billing is being sorted out");
        beat(here);
        beat(there);

        Cooldown heard = there.pool.desk().view(1).orElseThrow().cooldowns().get(FLASH);
        assertThat(heard).isEqualTo(new Cooldown(until, "Billing is being sorted out", Provenance.MANUAL));
        there.pool.lend(1, Operation.GENERATE, FLASH).orElseThrow().succeeded(Usage.NONE);
        assertThat(there.lend(FLASH)).isInstanceOf(NoneReady.class);

        Node after = new Node();
        assertThat(after.pool.desk().view(1).orElseThrow().cooldowns()).containsEntry(FLASH, heard);
        after.pool.desk().lift(1);
        beat(after);
        beat(here);
        here.loan(FLASH).close();
        assertThat(new Node().lend(FLASH)).isInstanceOf(Loan.class);
    }

    @Test
    void limitsOfAProjectActHereAtOnceAtOtherNodesWithinASecondAndAfterARestart() {
        Node here = new Node();
        Node there = new Node();
        here.desk.add(secrets(1), new KeyTraits("", KeyKind.GEMINI, Optional.of("small"), ""));
        there.tick();
        here.loan(FLASH).succeeded(Usage.NONE);
        here.projects.limit("project:small", Map.of("gemini-*", Map.of(Quota.REQUESTS_PER_DAY, 1L)), "Free tier");
        assertThat(here.lend(FLASH)).isInstanceOf(NoneReady.class);

        beat(here);
        beat(there);
        assertThat(there.lend(FLASH)).isInstanceOf(NoneReady.class);
        assertThat(new Node().lend(FLASH)).isInstanceOf(NoneReady.class);

        there.projects.waive(Map.of("project:small", Map.of(FLASH, midnight())));
        there.loan(FLASH).close();
        beat(there);
        beat(here);
        here.loan(FLASH).close();
    }

    private static Instant midnight() {
        return Instant.parse("2026-11-22T08:00:00Z");
    }

    private void beat(Node node) {
        clock.advance(Housekeeper.BEAT);
        node.housekeeper.tick();
    }

    private Duration untilMidnight() {
        return Duration.between(clock.instant(), midnight());
    }

    private static QuotaSpent spent(QuotaWindow window) {
        return new QuotaSpent(Report.of(429, "RESOURCE_EXHAUSTED", "Enough"), window, Optional.empty());
    }

    private static List<Secret> secrets(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Secret.of("AIzaSyHousehold000000000000000000000" + number))
                .toList();
    }

    /** One Pollux on the database, whose timers are ticked by hand and whose threads are ours. */
    private final class Node {
        private final NoProxies proxies = new NoProxies();
        final ScriptedUpstream upstream = ScriptedUpstream.answering();
        final KeyDesk desk = new KeyDesk(storage, vault, clock);
        final CooldownShelf shelf = new CooldownShelf(storage, clock);
        final SettingsDesk settings =
                SettingsDesk.open(storage, Environment.of(Map.of("AUTH_TOKEN", ADMINISTRATOR)), vault, clock);
        final ClientDesk clients = ClientDesk.open(
                storage, settings, vault::tokenHash, new ClientDesk.House(Path.of("target"), "http://here/", clock));
        final QuotaBook quotas = new QuotaBook(storage, clock);
        final ProjectDesk projects = new ProjectDesk(storage, clock);
        final KeyPool pool = new KeyPool(settings::current, clock);
        final Housekeeper housekeeper;

        Node() {
            pool.restore(desk.snapshots(), shelf.load(clock.instant()));
            pool.hear(quotas.since(Instant.EPOCH));
            projects.listen(pool.desk()::hear);
            desk.listen(pool::apply);
            KeyCheck check = new KeyCheck(pool, upstream, settings::current, clock);
            Journal journal = Journal.open(storage, settings::current);
            journals.add(journal);
            Household household = new Household(pool, desk, shelf, quotas, settings, clients, journal, check, proxies);
            housekeeper = household.housekeeper(
                    clock, Runnable::run, household.jobs(new Rota(storage, "node-" + UUID.randomUUID(), clock), clock));
        }

        void tick() {
            clock.advance(Duration.ofSeconds(1));
            housekeeper.tick();
        }

        Lending lend(String model) {
            GeminiCall call =
                    new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1", model, "", Map.of(), new byte[0], 0);
            return pool.lend(call, new Tried());
        }

        Loan loan(String model) {
            return (Loan) lend(model);
        }

        long refuse(String model, Refusal refusal) {
            Loan loan = loan(model);
            loan.failed(new KeyRefused(Report.of(400, "CODE", "Refused"), refusal));
            return loan.key().id();
        }
    }
}
