package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does on the log page, in a real browser. Each test has calls of its own, under a model's name. */
class LogsPageIT {
    private static Pollux pollux;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        pollux = Pollux.start("logs", Map.of("ERROR_LOG_RECORD_REQUEST_BODY", "true"));
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
        pollux.close();
    }

    @Test
    void callIsALineThatOpensToItsAttempts() {
        String name = "gemini-logs-attempts";
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "Hello");
        try (Visitor visitor = at(Screen.DESK, "/logs?model=" + name, 1)) {
            Locator line = visitor.page().locator("details.log-row");
            assertThat(line.locator("summary")).containsText("complete");
            assertThat(line.locator("summary .cell-tries")).containsText("2");
            assertThat(line.locator(".log-body")).isHidden();

            line.locator("summary").focus();
            visitor.page().keyboard().press("Enter");

            assertThat(line.locator(".try")).hasCount(2);
            assertThat(line.locator(".try").first()).containsText("A quota is spent");
            assertThat(line.locator(".try").first()).containsText("429");
            assertThat(line.locator(".try").last()).containsText("200");
            assertThat(line.locator(".try-key").first()).containsText(Pattern.compile("^AIzaSy\\.\\.\\.\\d{6}$"));

            line.locator(".log-facts a")
                    .filter(new Locator.FilterOptions().setHasText("errors"))
                    .click();
            visitor.page().waitForURL(Pattern.compile(".*view=errors.*call=.*"));
            assertThat(visitor.page().locator(".log-row")).hasCount(1);
        }
    }

    @Test
    void formBecomesAnAddressThatCanBeSent() {
        call("gemini-logs-form", "Hello");
        try (Visitor visitor = at(Screen.DESK, "/logs", 1)) {
            Page page = visitor.page();
            page.locator(".rare summary").click();
            page.fill("input[name=model]", "gemini-logs-form");
            page.selectOption("#outcome", "complete");
            page.selectOption("#span", "hour");
            page.locator("main .small-button", new Page.LocatorOptions().setHasText("Show"))
                    .click();
            page.waitForURL(Pattern.compile(".*/logs\\?outcome=complete&span=hour&model=gemini-logs-form$"));
            assertThat(page.locator(".log-row")).hasCount(1);

            page.reload();
            assertThat(page.locator("#outcome")).hasValue("complete");
            assertThat(page.locator("input[name=model]")).isVisible();
            assertThat(page.locator("input[name=model]")).hasValue("gemini-logs-form");

            page.selectOption("#outcome", "cut");
            page.locator("main .small-button", new Page.LocatorOptions().setHasText("Show"))
                    .click();
            assertThat(page.locator(".empty")).containsText("No call fits");
            page.locator(".empty a").last().click();
            page.waitForURL("**/logs");
        }
    }

    @Test
    void pagesLeadOnAndBack() {
        for (int i = 0; i < 60; i++) {
            call("gemini-logs-pages", "Hello " + i);
        }
        try (Visitor visitor = at(Screen.DESK, "/logs?model=gemini-logs-pages", 50)) {
            awaitLines(visitor, "/logs?model=gemini-logs-pages&size=100", 60);
            visitor.page().navigate("/logs?model=gemini-logs-pages");
            String first = visitor.page().locator(".log-row").first().getAttribute("id");
            visitor.page().locator("a[rel=next]").click();
            visitor.page().waitForURL(Pattern.compile(".*&older=\\d+r\\d+$"));
            assertThat(visitor.page().locator(".log-row")).hasCount(10);
            assertThat(visitor.page().locator("a[rel=next]")).hasCount(0);

            visitor.page().locator("a[rel=prev]").click();
            visitor.page().waitForURL(Pattern.compile(".*&newer=\\d+r\\d+$"));
            assertThat(visitor.page().locator(".log-row")).hasCount(50);
            assertThat(visitor.page().locator(".log-row").first()).hasAttribute("id", first);
            assertThat(visitor.page().locator("a[rel=prev]")).hasCount(0);
        }
    }

    @Test
    void errorShowsGooglesWordsAndTheRequest() {
        String name = "gemini-logs-errors";
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "what was <b>sent</b>");
        try (Visitor visitor = at(Screen.DESK, "/logs?view=errors&model=" + name, 1)) {
            Locator line = visitor.page().locator(".log-row");
            assertThat(line).containsText("A quota is spent");
            assertThat(line).containsText("with request");

            line.locator(".log-links a").first().click();
            visitor.page().waitForURL(Pattern.compile(".*&open=.*"));
            assertThat(visitor.page().locator("#words")).containsText("RESOURCE_EXHAUSTED");
            assertThat(visitor.page().locator("#sent")).containsText("what was <b>sent</b>");
        }
    }

    @Test
    void callThatIsRefusedWithoutAnAttemptIsThere() {
        Bare.send(
                pollux.base(),
                "POST",
                "/v1/chat/completions",
                "Authorization: Bearer " + Pollux.TOKEN + "\r\n",
                "{\"model\":\"gemini-logs-refused\",\"messages\":\"none\"}");
        try (Visitor visitor = at(Screen.DESK, "/logs?status=400&dialect=openai", 1)) {
            Locator line = visitor.page().locator(".log-row").first();
            assertThat(line).containsText("failed");
            line.locator("summary").click();
            assertThat(line.locator(".log-body")).containsText("Refused before any key was tried");
        }
    }

    @Test
    void wholeKeyIsTakenOutOfTheAddress() {
        call("gemini-logs-whole", "Hello");
        try (Visitor visitor = at(Screen.DESK, "/logs?q=&key=" + Pollux.key(5), 0)) {
            visitor.page().waitForURL(Pattern.compile(".*/logs\\?key=AIzaSy\\.\\.\\.000005$"));
        }
    }

    @Test
    void listCanBeDownloaded() throws IOException {
        String name = "gemini-logs-download";
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "Hello");
        try (Visitor visitor = at(Screen.DESK, "/logs?model=" + name, 1)) {
            Download calls = visitor.page().waitForDownload(() -> visitor.page()
                    .locator(".page-actions a.link-button")
                    .click());
            assertThat(calls.suggestedFilename()).isEqualTo("pollux-calls.csv");
            assertThat(Files.readString(calls.path(), StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains(name, ",COMPLETE,200,2,AIzaSy..."))
                    .noneSatisfy(line -> assertThat(line).contains(Pollux.KEY_MARK));

            visitor.page().navigate("/logs?view=errors&model=" + name);
            Download errors = visitor.page().waitForDownload(() -> visitor.page()
                    .locator(".page-actions a.link-button")
                    .click());
            assertThat(Files.readString(errors.path(), StandardCharsets.UTF_8))
                    .contains("QuotaSpent", "RESOURCE_EXHAUSTED")
                    .doesNotContain(Pollux.KEY_MARK);
        }
    }

    @Test
    void columnIsSortedByTheKeyboardAndTheAddressSaysSo() {
        String name = "gemini-logs-sorted";
        call(name, "one");
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "two");
        call(name, "three");
        try (Visitor visitor = at(Screen.DESK, "/logs?model=" + name, 3)) {
            Page page = visitor.page();
            Locator tries = page.locator("summary .cell-tries .cell-content");
            assertThat(tries).hasText(new String[] {"1", "2", "1"});

            page.locator(".log-head .cell-tries a").focus();
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*model=gemini-logs-sorted&sort=tries$"));
            assertThat(tries).hasText(new String[] {"2", "1", "1"});
            assertThat(page.locator(".log-head .cell-tries a")).hasAttribute("aria-current", "true");
            assertThat(page.locator("#sort")).hasValue("tries");

            page.locator(".log-head .cell-tries a").focus();
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*sort=tries&order=least$"));
            assertThat(tries).hasText(new String[] {"1", "1", "2"});

            page.selectOption("#sort", "total");
            page.locator("main .small-button", new Page.LocatorOptions().setHasText("Show"))
                    .click();
            page.waitForURL(Pattern.compile(".*sort=total&order=least$"));
            assertThat(page.locator(".log-head .cell-total a")).hasClass(Pattern.compile(".*sort-up.*"));

            page.selectOption("#sort", "time");
            page.locator("main .small-button", new Page.LocatorOptions().setHasText("Show"))
                    .click();
            page.waitForURL(Pattern.compile(".*/logs\\?model=gemini-logs-sorted$"));
        }
    }

    @Test
    void sortedPagesLeadOnAndBack() {
        for (int i = 0; i < 53; i++) {
            call("gemini-logs-ranks", "Hello " + "again ".repeat(i % 7));
        }
        try (Visitor visitor = at(Screen.PHONE, "/logs?model=gemini-logs-ranks&size=100", 53)) {
            Page page = visitor.page();
            page.navigate("/logs?model=gemini-logs-ranks&sort=total");
            String first = page.locator(".log-row").first().getAttribute("id");
            page.locator("a[rel=next]").click();
            page.waitForURL(Pattern.compile(".*&after=\\d+\\.\\d+r\\d+$"));
            assertThat(page.locator(".log-row")).hasCount(3);
            assertThat(page.locator("a[rel=next]")).hasCount(0);
            page.locator("a[rel=prev]").click();
            page.waitForURL(Pattern.compile(".*&before=\\d+\\.\\d+r\\d+$"));
            assertThat(page.locator(".log-row")).hasCount(50);
            assertThat(page.locator(".log-row").first()).hasAttribute("id", first);
            assertThat(page.locator("a[rel=prev]")).hasCount(0);
        }
    }

    @Test
    void errorsAreSortedByTheirStatus() {
        String name = "gemini-logs-statuses";
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "one");
        pollux.google().when(model(name)).answer(Answers.internal()).once();
        call(name, "two");
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "three");
        try (Visitor visitor = at(Screen.DESK, "/logs?view=errors&model=" + name, 3)) {
            Locator status = visitor.page().locator(".log-line .cell-status .cell-content");
            assertThat(status).hasText(new String[] {"429", "500", "429"});
            visitor.page().locator(".log-head .cell-status a").click();
            visitor.page().waitForURL(Pattern.compile(".*sort=status$"));
            assertThat(status).hasText(new String[] {"500", "429", "429"});
        }
    }

    /** After five calls that found no capacity the model is left alone for a while, and calls wait. */
    @Test
    void timeThatACallWaitedStandsInItsWaterfall() throws InterruptedException {
        String name = "gemini-logs-waited";
        pollux.google().when(model(name)).answer(Answers.overloaded()).times(5);
        ExecutorService clients = Executors.newFixedThreadPool(5);
        try {
            clients.invokeAll(Collections.nCopies(5, () -> send(name, "hello")));
        } finally {
            clients.shutdown();
        }
        call(name, "hello again");
        try (Visitor visitor = at(Screen.DESK, "/logs?sort=total&model=" + name, 6)) {
            Locator line = visitor.page().locator("details.log-row:has(.wait)").first();
            line.locator("summary").click();
            assertThat(line.locator(".wait")).containsText(Pattern.compile("Waited [\\d.]+ m?s for keys"));
            assertThat(line.locator(".course-wait")).isVisible();
        }
    }

    @Test
    void keysWithMostErrorsLeadToThem() {
        String name = "gemini-logs-tolls";
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "one");
        pollux.google().when(model(name)).answer(Answers.internal()).once();
        call(name, "two");
        try (Visitor visitor = at(Screen.DESK, "/logs?view=keys&model=" + name, 1)) {
            Page page = visitor.page();
            assertThat(page.locator("nav.tabs [aria-current=page]")).hasText("Keys with most errors");
            page.locator("p.log-choices a", new Page.LocatorOptions().setHasText("429"))
                    .click();
            page.waitForURL(Pattern.compile(".*view=keys&model=gemini-logs-tolls&status=429$"));
            assertThat(page.locator(".log-row")).hasCount(1);
            assertThat(page.locator(".share")).hasText(Pattern.compile("429\\s*× 1"));
            assertThat(page.locator("[data-erase]")).hasCount(0);
            page.locator(".share").click();
            page.waitForURL(Pattern.compile(".*view=errors&key=\\d+&model=gemini-logs-tolls&status=429$"));
            assertThat(page.locator(".log-row")).hasCount(1);
            page.goBack();
            page.locator(".log-keys .cell-key a").click();
            page.waitForURL(Pattern.compile(".*/key\\?id=\\d+$"));
        }
    }

    @Test
    void rowsThatAreTickedAreDeletedAndThenAllThatTheSearchFinds() {
        String name = "gemini-logs-erased";
        for (int i = 0; i < 4; i++) {
            call(name, "Hello");
        }
        call("gemini-logs-kept", "Hello");
        try (Visitor visitor = at(Screen.PHONE, "/logs?model=" + name, 4)) {
            Page page = visitor.page();
            page.locator(".log-pick").first().check();
            page.locator("[data-erase]").click();
            assertThat(page.locator("#erase")).isVisible();
            assertThat(page.locator("#erase_chosen")).hasText("The chosen rows (1)");
            page.click("#erase [data-close]");
            assertThat(page.locator("#erase")).isHidden();
            assertThat(page.locator("#erasing")).isHidden();

            page.locator("[data-erase]").click();
            assertThat(page.locator("#erase [value=chosen]")).isChecked();
            page.locator("#erase [value=chosen]").press("Enter");
            gone(page, 1);
            assertThat(page.locator(".log-row")).hasCount(3);

            page.locator("[data-erase]").click();
            assertThat(page.locator("#erase [value=chosen]")).isDisabled();
            assertThat(page.locator("#erase [value=found]")).isChecked();
            page.click("#erase [type=submit]");
            gone(page, 3);
            assertThat(page.locator(".empty")).containsText("No call fits");
            awaitLines(visitor, "/logs?model=gemini-logs-kept", 1);
        }
    }

    @Test
    void everythingIsDeletedOnlyAfterTheTokenHasBeenGivenAgain() {
        String name = "gemini-logs-everything";
        pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
        call(name, "Hello");
        try (Visitor visitor = at(Screen.DESK, "/logs?view=errors&model=" + name, 1)) {
            Page page = visitor.page();
            eraseAll(page);
            assertThat(page.locator("#proof_token")).isFocused();
            page.keyboard().press("Escape");
            assertThat(page.locator("#proof")).isHidden();
            assertThat(page.locator("#erasing")).isHidden();
            page.reload();
            assertThat(page.locator(".log-row")).hasCount(1);

            eraseAll(page);
            page.fill("#proof_token", Pollux.ADMINISTRATOR);
            page.keyboard().press("Enter");
            assertThat(page.locator("#erasing h2")).hasText(Pattern.compile("^\\d+ deleted$"));
            page.navigate("/logs?view=errors&span=all");
            assertThat(page.locator(".empty")).containsText("No error fits");

            // Errors go without their calls.
            page.navigate("/logs?model=" + name);
            assertThat(page.locator(".log-row")).hasCount(1);
            eraseAll(page);
            assertThat(page.locator("#erasing h2")).hasText(Pattern.compile("^\\d+ deleted$"));
            page.navigate("/logs?span=all");
            assertThat(page.locator(".empty")).containsText("No call fits");
        }
    }

    private static void eraseAll(Page page) {
        page.locator("[data-erase]").click();
        page.check("#erase [value=all]");
        page.click("#erase [type=submit]");
    }

    /** Waits for the end of a deletion, and looks at what is left. */
    private static void gone(Page page, int rows) {
        assertThat(page.locator("#erasing h2")).hasText(rows + " deleted");
        page.locator("#erasing a").click();
        assertThat(page.locator("#erasing")).isHidden();
    }

    @Test
    void nobodyReadsTheLogWithoutALogIn() {
        for (String address : new String[] {"/logs", "/logs.xhtml", "/logs.csv", "/logs.csv?view=errors"}) {
            Bare answer = Bare.send(pollux.base(), "GET", address, "", "");
            assertThat(answer.status()).as(address).isEqualTo(302);
            assertThat(answer.body()).doesNotContain("gemini-");
        }
    }

    @Test
    void oldAddressLeadsToTheErrors() {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Screen.DESK).logIn(Pollux.ADMINISTRATOR)) {
            Response page = visitor.page().navigate("/error_logs");
            assertThat(page.url()).endsWith("/logs?view=errors");
            assertThat(visitor.page().locator("nav.tabs [aria-current=page]")).hasText("Errors");
            visitor.page().locator("header nav a[href$='/keys']").click();
            visitor.page().waitForURL("**/keys");
            visitor.page().locator("header nav a[href$='/logs']").click();
            visitor.page().waitForURL("**/logs");
        }
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void nothingIsWiderThanTheScreen(Screen screen) {
        call("gemini-logs-width-with-a-name-that-is-longer-than-any-name-should-be-on-a-small-screen", "Hello");
        try (Visitor visitor = at(screen, "/logs?model=gemini-logs-width*", 1)) {
            visitor.page().locator("summary.log-line").first().click();
            assertThat(wide(visitor)).isZero();
            visitor.page().navigate("/logs?view=errors&span=all");
            assertThat(wide(visitor)).isZero();
        }
    }

    private static int wide(Visitor visitor) {
        Object over = visitor.page()
                .evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return ((Number) over).intValue();
    }

    /** Looks at the page until the journal has written what the test waits for. */
    private static Visitor at(Screen screen, String address, int lines) {
        Visitor visitor = new Visitor(chromium, pollux.base(), screen).logIn(Pollux.ADMINISTRATOR);
        awaitLines(visitor, address, lines);
        return visitor;
    }

    private static void awaitLines(Visitor visitor, String address, int lines) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        visitor.page().navigate(address);
        while (visitor.page().locator(".log-row").count() < lines) {
            assertThat(System.nanoTime()).as("the journal has written").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            visitor.page().navigate(address);
        }
    }

    private static void call(String model, String words) {
        Bare answer = send(model, words);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static Bare send(String model, String words) {
        return Bare.send(
                pollux.base(),
                "POST",
                "/v1beta/models/" + model + ":generateContent",
                "x-goog-api-key: " + Pollux.TOKEN + "\r\n",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + words + "\"}]}]}");
    }
}
