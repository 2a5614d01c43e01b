package io.pollux.admin;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.pollux.testing.Answer;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every page of the bar at the top, and what opens on it, asked by axe-core what keeps people with a screen reader, a
 * keyboard or weak eyes away; and whether all of it fits on a phone.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(AccessibilityIT.House.class)
class AccessibilityIT {
    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final String LONG_MODEL = "gemini-access-with-a-name-that-is-longer-than-any-name-should-be";

    /** What is looked at: add a page here when the bar gets one. */
    private static final List<Place> PLACES = List.of(
            new Place("/dashboard"),
            new Place("/keys"),
            new Place("/keys", page -> page.locator(".languages summary").click()),
            new Place(
                    "/keys",
                    page -> page.locator(".page-actions button").first().click()),
            new Place("/logs"),
            new Place("/logs", page -> page.locator(".rare summary").click()),
            new Place("/logs?view=errors&span=all"),
            new Place("/logs?view=keys&span=all"),
            new Place("/jobs"),
            new Place("/config"),
            new Place("/playground"));

    /** What there is only where something has happened. */
    private static final List<Place> RICHER = List.of(
            new Place(
                    "/dashboard?span=week",
                    page -> page.locator(".chart-table summary").first().click()),
            new Place("/keys", page -> page.locator(".ui-datatable-data .ui-chkbox-box")
                    .first()
                    .click()),
            new Place(
                    "/keys",
                    page -> page.locator("button:has(.pi-pencil)").first().click()),
            new Place("/keys", page -> page.locator(".buttons-row button:has(.pi-stopwatch)")
                    .first()
                    .click()),
            new Place(
                    "/keys",
                    page -> page.locator("button:has(.pi-trash)").first().click()),
            new Place("/keys", page -> page.locator(".project-link").first().click()),
            new Place("/logs", page -> page.locator("summary.log-line").first().click()),
            new Place(
                    "/logs?view=errors&span=all",
                    page -> page.locator(".log-links a").first().click()),
            new Place("/logs?sort=total&order=least"),
            new Place("/logs", page -> page.locator("[data-erase]").first().click()),
            new Place("/projects"),
            new Place("/key?id=1"),
            new Place("/logs?view=keys"),
            new Place("/config?q=e"),
            new Place("/config?group=history"),
            new Place("/config?q=MAX_RETRIES", page -> {
                page.locator("[data-name=MAX_RETRIES] input").first().fill("7");
                page.locator("#config_review").click();
            }),
            new Place("/config?q=ALLOWED_TOKENS", page -> page.locator("[data-name=ALLOWED_TOKENS] button")
                    .last()
                    .click()));

    private static Pollux pollux;
    private static Chromium chromium;

    @Parameter
    House house;

    @BeforeParameterizedClassInvocation
    static void open(House house) {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        chromium = Chromium.launch();
        pollux = Pollux.start("access-" + house, house.settings);
        if (house == House.FULL) {
            fill();
        }
    }

    @AfterParameterizedClassInvocation
    static void close() {
        chromium.close();
        pollux.close();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void nothingKeepsAnybodyAway(Look look) {
        List<String> findings = new ArrayList<>();
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Screen.PHONE)) {
            look.put(visitor.page());
            visitor.page().navigate("/?login=wrong");
            check(visitor.page(), "/?login=wrong", look, findings);
            visitor.logIn(Pollux.ADMINISTRATOR);
            house.places().forEach(place -> {
                place.open(visitor);
                check(visitor.page(), place + " of " + house, look, findings);
            });
            assertThat(findings).isEmpty();
        }
    }

    @Test
    void everyPageOfTheBarIsLookedAt() {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Screen.DESK).logIn(Pollux.ADMINISTRATOR)) {
            List<String> seen = PLACES.stream().map(Place::address).toList();
            assertThat(visitor.pages()).isNotEmpty().isSubsetOf(seen);
        }
    }

    private static void check(Page page, String place, Look look, List<String> findings) {
        // A button that waits for its answer is pale, and not to be pressed.
        page.waitForFunction("() => !document.querySelector('.ui-state-loading')");
        for (Rule rule : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
            if (GRAVE.contains(rule.getImpact())) {
                for (CheckedNode node : rule.getNodes()) {
                    findings.add("%s, %s: %s (%s)%n  %s%n  %s"
                            .formatted(
                                    place,
                                    look,
                                    rule.getId(),
                                    rule.getImpact(),
                                    node.getHtml(),
                                    node.getFailureSummary()));
                }
            }
        }
        Number over = (Number)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over.intValue() > 0) {
            findings.add("%s, %s: wider than the screen by %s".formatted(place, look, over));
        }
    }

    /** Calls of every kind that leaves a trace on a page. */
    private static void fill() {
        answer("gemini-access-spent", Answers.dailyQuota());
        answer("gemini-access-invalid", Answers.keyInvalid());
        answer("gemini-access-leaked", Answers.keyLeaked());
        answer("gemini-access-closed", Answers.modelNotFound());
        answer("gemini-access-down", Answers.internal());
        answer(LONG_MODEL, Answers.minuteQuota("40s"));
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Screen.DESK).logIn(Pollux.ADMINISTRATOR)) {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            do {
                assertThat(System.nanoTime()).as("the journal has written").isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                visitor.page().navigate("/logs");
            } while (visitor.page().locator(".log-row").count() < 6);
        }
    }

    private static void answer(String name, Answer bad) {
        pollux.google().when(model(name)).answer(bad).once();
        Bare.send(
                pollux.base(),
                "POST",
                "/v1beta/models/" + name + ":generateContent",
                "x-goog-api-key: " + Pollux.TOKEN + "\r\n",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}");
    }

    /** What stands in the house. */
    enum House {
        EMPTY(Map.of("API_KEYS", "[]")),
        FULL(Map.of("ERROR_LOG_RECORD_REQUEST_BODY", "true"));

        private final Map<String, String> settings;

        House(Map<String, String> settings) {
            this.settings = settings;
        }

        private Stream<Place> places() {
            return this == FULL ? Stream.concat(PLACES.stream(), RICHER.stream()) : PLACES.stream();
        }
    }

    /** What it is looked at on. */
    enum Look {
        DARK_DESK(1280, ColorScheme.DARK),
        LIGHT_PHONE(390, ColorScheme.LIGHT);

        private final int width;
        private final ColorScheme scheme;

        Look(int width, ColorScheme scheme) {
            this.width = width;
            this.scheme = scheme;
        }

        private void put(Page page) {
            page.setViewportSize(width, 844);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        }
    }

    /** A page, and what is opened on it. */
    private record Place(String address, Opening opening) {
        Place(String address) {
            this(address, page -> {});
        }

        /** Waits until nothing fades in any more, for colours are measured. */
        void open(Visitor visitor) {
            visitor.page().navigate(address);
            visitor.settled();
            opening.open(visitor.page());
            visitor.settled();
            visitor.page()
                    .waitForFunction("() => !(window.jQuery && jQuery(':animated').length)"
                            + " && document.getAnimations().every(a => a.playState !== 'running'"
                            + " || a.effect.getComputedTiming().iterations === Infinity)");
        }

        @Override
        public String toString() {
            return address;
        }
    }

    private interface Opening {
        void open(Page page);
    }
}
