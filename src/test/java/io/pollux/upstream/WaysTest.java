package io.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.EgressFailed;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.pollux.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of ways out, on a clock that stands still. */
class WaysTest {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String[] PROXIES = {"http://u:geheim@a:1", "http://b:2", "socks5://c:3"};
    private static final Failure GONE =
            new EgressFailed(Report.of(502, "UNAVAILABLE", "The proxy does not open the way to Google"), false);
    private static final Failure ELSEWHERE =
            new EgressFailed(Report.of(400, "FAILED_PRECONDITION", "User location is not supported"), true);
    private static final Failure PAGE =
            new EgressFailed(Report.of(502, "UNAVAILABLE", "Instead of Google's answer came a page"), false);
    private static final Failure NO_REASON = new KeyRefused(
            Report.of(403, "PERMISSION_DENIED", "The caller does not have permission"), Refusal.UNAUTHENTICATED);
    private static final Failure EXHAUSTED =
            new QuotaSpent(Report.of(429, "RESOURCE_EXHAUSTED", "Exhausted"), QuotaWindow.UNSTATED, Optional.empty());

    private final ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
    private final Instant start = clock.instant();
    private double chance = 0.5;
    private final Ways ways =
            new Ways(new Pace(() -> Duration.between(start, clock.instant()).toNanos(), clock, () -> chance));
    private Plan plan = plan(PROXIES);
    private final List<String> acquitted = new ArrayList<>();

    @Test
    void proxyThatFailsThreeTimesInARowIsSetAsideAndItsKeysMoveToTheirNext() {
        Map<Secret, String> before = chosen();
        String broken = before.get(key(0));
        fail(key(0), GONE, 0);
        fail(key(0), GONE, 0);
        assertThat(way(key(0))).as("twice may be chance").isEqualTo(broken);
        fail(key(0), GONE, 0);

        Map<Secret, String> after = chosen();
        assertThat(after.values()).doesNotContain(broken, "direct").hasSizeGreaterThan(50);
        before.forEach((key, label) -> {
            if (!label.equals(broken)) {
                assertThat(after).as("keys of other proxies stay").containsEntry(key, label);
            }
        });
        Set<String> heirs = new HashSet<>();
        before.forEach((key, label) -> {
            if (label.equals(broken)) {
                heirs.add(after.get(key));
            }
        });
        assertThat(heirs).as("its keys spread over all others").hasSize(2);

        clock.advance(Duration.ofSeconds(5));
        succeed(key(0));
        assertThat(chosen()).as("and come back when it is well").isEqualTo(before);
    }

    @Test
    void anAnswerInBetweenStartsTheCountAnew() {
        for (int round = 0; round < 5; round++) {
            fail(key(0), GONE, 0);
            fail(key(0), GONE, 0);
            fail(key(0), new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "No")), 400);
        }
        assertThat(ways.of(plan)).allMatch(health -> health.view().state() == ProxyView.State.WELL);
    }

    @Test
    void backsOffLongerAndLongerUpToTwoMinutesAndLetsOneCallFindOut() {
        plan = plan("http://only:1");
        setAside();
        List<Long> pauses = new ArrayList<>();
        for (int times = 0; times < 9; times++) {
            Duration left = barred(key(0)).retryAfter().orElseThrow();
            pauses.add(left.toSeconds());
            clock.advance(left);
            Passage trial = enter(key(0));
            assertThat(trial.barred()).as("one call finds out").isEmpty();
            assertThat(barred(key(1)).retryAfter().orElseThrow())
                    .as("the others wait for it")
                    .isCloseTo(Trouble.TRIAL, Duration.ofMillis(1));
            trial.failed(GONE, 0);
        }
        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 120L, 120L, 120L, 120L);
    }

    @Test
    void trialThatIsNeverHeardOfMakesRoomForAnother() {
        plan = plan("http://only:1");
        setAside();
        clock.advance(Duration.ofSeconds(5));
        enter(key(0));
        clock.advance(Trouble.TRIAL);
        assertThat(enter(key(0)).barred()).isEmpty();
    }

    @Test
    void callsThatWereOnTheirWayWhenItWasSetAsideSayNothingNew() {
        plan = plan("http://only:1");
        List<Passage> many =
                IntStream.range(0, 100).mapToObj(i -> enter(key(i))).toList();
        many.forEach(passage -> passage.failed(GONE, 0));
        assertThat(barred(key(0)).retryAfter()).contains(Duration.ofSeconds(5));
        enterLate(many.get(0)).served();
        assertThat(barred(key(0)).retryAfter())
                .as("nor does a success sent before")
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void pausesAreSpreadByAFifth(double dice) {
        chance = dice;
        plan = plan("http://only:1");
        setAside();
        assertThat(barred(key(0)).retryAfter()).contains(Duration.ofMillis(dice == 0 ? 4_000 : 6_000));
    }

    @Test
    void whenAllAreSetAsideTheCallIsToldSoAndNeverGoesDirect() {
        for (int i = 0; i < 40; i++) {
            fail(key(i), GONE, 0);
        }
        for (int i = 0; i < 50; i++) {
            Passage passage = enter(key(i));
            assertThat(passage.egress().label()).isNotEqualTo("direct");
            EgressFailed told = (EgressFailed) passage.barred().orElseThrow();
            assertThat(told.report().status()).isEqualTo(503);
            assertThat(told.report().message())
                    .startsWith("Each of the 3 ways out is closed for now; the first is tried again in 5 s.")
                    .contains("does not open the way")
                    .doesNotContain("geheim");
            assertThat(told.anotherKeyMayHelp()).isFalse();
        }
    }

    @Test
    void brokenNetworkNeverClosesTheDirectWay() {
        plan = plan();
        for (int i = 0; i < 20; i++) {
            fail(key(i), GONE, 0);
        }
        assertThat(way(key(0))).isEqualTo("direct");
    }

    @Test
    void threeProjectsRefusedAlikeWithinSecondsAreTheWaysFaultAndTheFirstAreAcquitted() {
        plan = plan();
        assertThat(refused("one", NO_REASON)).isSameAs(NO_REASON);
        clock.advance(Duration.ofSeconds(4));
        assertThat(refused("two", NO_REASON)).isSameAs(NO_REASON);
        clock.advance(Duration.ofSeconds(4));
        EgressFailed third = (EgressFailed) refused("three", NO_REASON);

        assertThat(acquitted).containsExactly("one", "two");
        assertThat(third.report().status()).isEqualTo(503);
        assertThat(third.report().message()).contains("the way is suspected").contains("does not have permission");
        assertThat(third.retryAfter()).contains(Duration.ofSeconds(15));
        assertThat(barred(key(4)).report().message())
                .contains("The only way out (direct) is closed for now; the first is tried again in 15 s");
    }

    @Test
    void oneProjectRefusedOftenIsItsOwnFault() {
        plan = plan();
        for (int i = 0; i < 10; i++) {
            assertThat(refused("one", NO_REASON)).isSameAs(NO_REASON);
            assertThat(refused("two", NO_REASON)).isSameAs(NO_REASON);
        }
        assertThat(acquitted).isEmpty();
    }

    @Test
    void refusalsMoreThanTenSecondsApartAreNoBurst() {
        plan = plan();
        for (int i = 0; i < 10; i++) {
            assertThat(refused("project " + i, NO_REASON)).isSameAs(NO_REASON);
            clock.advance(Duration.ofMillis(5_100));
        }
    }

    @Test
    void successInBetweenShowsThatTheWayIsWell() {
        plan = plan();
        for (int i = 0; i < 10; i++) {
            assertThat(refused("project " + 2 * i, NO_REASON)).isSameAs(NO_REASON);
            assertThat(refused("project " + (2 * i + 1), NO_REASON)).isSameAs(NO_REASON);
            succeed(key(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVALID", "LEAKED", "SUSPENDED", "DENIED"})
    void refusalThatNamesTheKeyStaysTheKeys(Refusal refusal) {
        plan = plan();
        Failure named = new KeyRefused(Report.of(403, "PERMISSION_DENIED", "This key"), refusal);
        for (int i = 0; i < 20; i++) {
            assertThat(refused("project " + i, named)).isSameAs(named);
        }
    }

    @Test
    void refusalWithAReasonInItsDetailsStaysTheKeys() {
        plan = plan();
        byte[] body = ("{\"error\":{\"code\":401,\"message\":\"m\",\"status\":\"UNAUTHENTICATED\",\"details\":"
                        + "[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                        + "\"reason\":\"ACCESS_TOKEN_TYPE_UNSUPPORTED\"}]}}")
                .getBytes(StandardCharsets.UTF_8);
        Failure retired = new KeyRefused(new Report(401, "UNAUTHENTICATED", "m", body), Refusal.UNAUTHENTICATED);
        for (int i = 0; i < 20; i++) {
            assertThat(refused("project " + i, retired)).isSameAs(retired);
        }
    }

    @Test
    void unstatedExhaustionClosesTheWayForThatModelOnly() {
        plan = plan();
        for (String project : List.of("one", "two", "three")) {
            refused(project, EXHAUSTED);
        }
        assertThat(acquitted).containsExactly("one", "two");
        assertThat(enter(key(0)).barred()).isPresent();
        assertThat(ways.passage(plan, call(KeyKind.GEMINI, "gemini-2.5-pro"), key(0), listener("x"), bound -> 0)
                        .barred())
                .isEmpty();
    }

    @Test
    void refusalThatOutlastsFourTrialsIsTheKeysAgainUntilACallSucceeds() {
        plan = plan();
        for (String project : List.of("one", "two", "three")) {
            refused(project, NO_REASON);
        }
        for (int trial = 0; trial < 3; trial++) {
            clock.advance(Duration.ofMinutes(3));
            assertThat(refused("trial", NO_REASON)).isInstanceOf(EgressFailed.class);
        }
        clock.advance(Duration.ofMinutes(3));
        assertThat(refused("trial", NO_REASON)).isSameAs(NO_REASON);
        assertThat(enter(key(0)).barred()).as("open for everybody").isEmpty();
        assertThat(refused("another", NO_REASON)).isSameAs(NO_REASON);

        succeed(key(0));
        refused("one", NO_REASON);
        refused("two", NO_REASON);
        assertThat(refused("three", NO_REASON)).as("suspicion begins anew").isInstanceOf(EgressFailed.class);
    }

    @Test
    void pagesInsteadOfRefusalsCountAsAlike() {
        plan = plan();
        refused("one", PAGE, 403);
        refused("two", PAGE, 429);
        assertThat(((EgressFailed) refused("three", PAGE, 429)).retryAfter()).isPresent();
    }

    @Test
    void placeThatGoogleDoesNotServeClosesThatWayAtOnceForThatModelAndAnotherProxyIsUsed() {
        String own = way(key(0));
        EgressFailed told = (EgressFailed) enter(key(0)).failed(ELSEWHERE, 400);

        assertThat(told.location()).isTrue();
        assertThat(told.retryAfter()).as("others are open").isEmpty();
        assertThat(way(key(0))).isNotEqualTo(own).isNotEqualTo("direct");
        assertThat(ways.passage(plan, call(KeyKind.VERTEX, Calls.MODEL), key(0), listener("x"), bound -> 0)
                        .egress()
                        .label())
                .as("Vertex may serve it")
                .isEqualTo(own);
    }

    @Test
    void checkWithoutAKeyOpensABrokenWayAndNoOther() {
        plan = plan("http://only:1");
        setAside();
        EgressHealth health = ways.of(plan).get(0);
        assertThat(health.wantsCheck(Duration.ofSeconds(1))).isFalse();
        clock.advance(Duration.ofSeconds(4));
        assertThat(health.wantsCheck(Duration.ofSeconds(1))).isTrue();
        check(health).failed(NO_REASON, 403);
        assertThat(enter(key(0)).barred())
                .as("Google's refusal came back that way")
                .isEmpty();

        enter(key(0)).failed(ELSEWHERE, 400);
        clock.advance(Duration.ofSeconds(1));
        check(health).served();
        assertThat(enter(key(0)).barred())
                .as("what Google thinks of the place no such check shows")
                .isPresent();
        assertThat(health.wantsCheck(Duration.ofHours(1))).isFalse();
    }

    @Test
    void proxyThatCannotBeUsedIsPassedOverWhereThereIsAnother() {
        plan = plan("https://x:1", "http://a:1");
        for (int i = 0; i < 30; i++) {
            assertThat(way(key(i))).isEqualTo("http://a:1");
        }
        assertThat(ways.of(plan).get(0).view().state()).isEqualTo(ProxyView.State.UNUSABLE);
    }

    @Test
    void viewTellsStateAndLastFailureWithoutCredentials() {
        plan = plan("http://u:geheim@only:1");
        setAside();
        ProxyView view = ways.of(plan).get(0).view();

        assertThat(view.label()).isEqualTo("http://only:1");
        assertThat(view.state()).isEqualTo(ProxyView.State.SET_ASIDE);
        assertThat(view.failures()).isEqualTo(3);
        assertThat(view.until().orElseThrow().truncatedTo(ChronoUnit.SECONDS)).isEqualTo(start.plusSeconds(5));
        assertThat(view.lastFailure()).isEqualTo(GONE.report().message());
        assertThat(view.lastFailureAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS))
                .isEqualTo(start);
        assertThat(view.toString()).doesNotContain("geheim");
    }

    @Test
    void whatAProxyHasDoneIsRememberedThroughAChangeOfSettingsAndForgottenWhenItIsRemoved() {
        plan = plan("http://a:1");
        setAside();
        plan = plan("http://a:1", "http://b:1");
        ways.follow(plan);
        assertThat(chosen().values()).containsOnly("http://b:1");
        ways.follow(plan("http://b:1"));
        assertThat(chosen().values()).contains("http://a:1");
    }

    /** Whatever happens in whatever order: no way is closed for longer than the longest pause, and none opens to two trials. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noSequenceOfEventsClosesAWayForEver(long seed) {
        Random random = new Random(seed);
        chance = 1;
        List<Passage> out = new ArrayList<>();
        List<Failure> failures = List.of(GONE, ELSEWHERE, PAGE, NO_REASON, EXHAUSTED);
        for (int step = 0; step < 5_000; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(4_000)));
            Passage passage = enter(key(random.nextInt(20)), "project " + random.nextInt(6));
            if (passage.barred().isEmpty()) {
                out.add(passage);
            } else {
                assertThat(((EgressFailed) passage.barred().get()).retryAfter().orElseThrow())
                        .isPositive()
                        .isLessThanOrEqualTo(LONGEST.multipliedBy(6).dividedBy(5));
            }
            if (!out.isEmpty() && random.nextBoolean()) {
                Passage done = out.remove(random.nextInt(out.size()));
                if (random.nextInt(4) == 0) {
                    done.served();
                } else {
                    Failure failure = failures.get(random.nextInt(failures.size()));
                    done.failed(failure, failure == GONE ? 0 : 403);
                }
            }
        }
        clock.advance(LONGEST.multipliedBy(2));
        for (int way = 0; way < PROXIES.length; way++) {
            Passage passage = enter(key(0));
            assertThat(passage.barred()).isEmpty();
        }
    }

    private void setAside() {
        for (int times = 0; times < EgressHealth.FAILURES; times++) {
            fail(key(0), GONE, 0);
        }
    }

    private Map<Secret, String> chosen() {
        Map<Secret, String> chosen = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            chosen.put(key(i), way(key(i)));
        }
        return chosen;
    }

    private String way(Secret key) {
        return enter(key).egress().label();
    }

    private Passage enter(Secret key) {
        return enter(key, "of " + key.reveal());
    }

    private Passage enter(Secret key, String project) {
        Passage passage = ways.passage(plan, call(KeyKind.GEMINI, Calls.MODEL), key, listener(project), bound -> 0);
        passage.begins();
        clock.advance(Duration.ofNanos(1));
        return passage;
    }

    /** The same passage, later. */
    private Passage enterLate(Passage passage) {
        clock.advance(Duration.ofSeconds(1));
        return passage;
    }

    private Passage check(EgressHealth health) {
        Passage passage = ways.check(plan, health, call(KeyKind.GEMINI, ""));
        passage.begins();
        clock.advance(Duration.ofNanos(1));
        return passage;
    }

    private EgressFailed barred(Secret key) {
        return (EgressFailed) enter(key).barred().orElseThrow();
    }

    private void fail(Secret key, Failure failure, int status) {
        Passage passage = enter(key);
        if (passage.barred().isEmpty()) {
            passage.failed(failure, status);
        }
    }

    private Failure refused(String project, Failure failure) {
        return refused(project, failure, failure.report().status());
    }

    private Failure refused(String project, Failure failure, int status) {
        return enter(key(0), project).failed(failure, status);
    }

    private void succeed(Secret key) {
        enter(key).served();
    }

    private Upstream.Listener listener(String project) {
        return new Upstream.Listener() {
            @Override
            public void onEvent(byte[] json) {}

            @Override
            public void onEnd() {}

            @Override
            public void onFailure(Failure failure) {}

            @Override
            public String project() {
                return project;
            }

            @Override
            public Runnable acquittal() {
                return () -> acquitted.add(project);
            }
        };
    }

    private static Secret key(int number) {
        return Secret.of("AIzaKeyNumber" + number);
    }

    private static GeminiCall call(KeyKind kind, String model) {
        return new GeminiCall(Operation.GENERATE, kind, "v1beta", model, "", Map.of(), new byte[0], 0);
    }

    private static Plan plan(String... lines) {
        List<Secret> proxies = Stream.of(lines).map(Secret::of).toList();
        return new Plan(Settings.defaults().with(Settings.PROXIES, proxies), 1);
    }
}
