package io.pollux.admin.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.pollux.testing.Match.key;
import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator sees on the dashboard, in a real browser. Each test has calls of its own, under a model's name. */
class DashboardPageIT {
    private static Pollux pollux;
    private static Chromium chromium;
    private static String untouched;

    @BeforeAll
    static void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        pollux = Pollux.start("dashboard", Map.of("API_KEYS", Pollux.list(6)));
        chromium = Chromium.launch();
        try (Visitor visitor = at(Screen.DESK, "/dashboard")) {
            assertThat(visitor.page().locator(".chart-none").first()).hasText("Nothing in this time.");
            untouched = visitor.page().locator("main").innerText();
        }
    }

    @AfterAll
    static void close() {
        chromium.close();
        pollux.close();
    }

    @Test
    void withoutACallItSaysSoAndThatNothingIsWrong() {
        assertThat(untouched).contains("No calls yet", "Nothing is wrong that Pollux knows of.");
    }

    @Test
    void figuresFollowTheCallsWithoutAReload() {
        String name = "gemini-board-figures";
        try (Visitor visitor = at(Screen.DESK, "/dashboard?span=hour&of=model%3A" + name)) {
            Page page = visitor.page();
            page.evaluate("() => { window.stillHere = true; }");
            long before = number(page, "HOUR.CALLS");
            pollux.google().when(model(name)).answer(Answers.dailyQuota()).once();
            for (int i = 0; i < 5; i++) {
                assertThat(call(name)).isEqualTo(200);
            }

            Locator table = page.locator("[data-chart=calls] .chart-table");
            table.locator("summary").click();
            page.waitForFunction("() => ['5', '0', '0', '0', '6', '1'].every((sum, i) => sum === String("
                    + "[...document.querySelectorAll('[data-chart=calls] tbody tr')]"
                    + ".reduce((all, row) => all + Number(row.cells[i + 1].textContent), 0)))");
            assertThat(page.locator("#nothing")).hasCount(0);
            assertThat(number(page, "HOUR.CALLS")).isGreaterThanOrEqualTo(before + 5);
            assertThat(number(page, "MINUTE.CALLS")).isPositive();
            assertThat(number(page, "DAY.ATTEMPTS")).isGreaterThan(number(page, "DAY.CALLS"));
            assertThat(page.locator("[data-figure='MONTH.FIRST']"))
                    .hasText(Pattern.compile("\\S+ m?s · \\S+ m?s · \\S+ m?s"));
            assertThat(page.locator("[data-chart=calls] .chart-none")).isHidden();
            assertThat(page.evaluate("() => window.stillHere")).isEqualTo(true);
        }
    }

    @Test
    void whatIsWrongComesFirst() {
        String name = "gemini-board-exhausted";
        pollux.google().when(model(name)).answer(Answers.dailyQuota());
        pollux.google().when(key(Pollux.key(5))).answer(Answers.keyInvalid());
        try (Visitor visitor = at(Screen.DESK, "/dashboard")) {
            for (int i = 0; i < 8; i++) {
                call("gemini-board-refused");
            }
            for (int i = 0; i < 4; i++) {
                call(name);
            }
            Locator troubles = visitor.page().locator("#troubles .trouble-bad");

            assertThat(troubles.filter(having("Google refused one key since yesterday: Not a valid key (1).")))
                    .hasCount(1);
            Locator model = visitor.page().locator("#troubles .trouble").filter(having(name + " is exhausted"));
            assertThat(model).hasCount(1);
            assertThat(model.locator("time.countdown")).hasText(Pattern.compile("\\d+.*"));
            troubles.filter(having("Google refused")).locator("summary").click();
            assertThat(troubles.filter(having("Google refused")).locator("details li"))
                    .containsText("AIzaSy...000005");
            troubles.filter(having("Google refused")).locator("a").click();
            visitor.page().waitForURL(Pattern.compile(".*/keys\\?state=refused"));
        }
    }

    @Test
    void choiceBecomesTheAddressAndGoesWithIt() {
        String name = "gemini-board-choice";
        call(name);
        try (Visitor visitor = at(Screen.DESK, "/dashboard?of=model%3A" + name)) {
            Page page = visitor.page();
            assertThat(page.locator("#of")).hasValue("model:" + name);
            assertThat(page.locator("input[name=from]")).isHidden();
            page.selectOption("#span", "week");
            page.waitForURL("**/dashboard?span=week&of=model%3A" + name);
            page.selectOption("#of", "dialect:gemini");
            page.waitForURL("**/dashboard?span=week&of=dialect%3Agemini");

            page.reload();
            assertThat(page.locator("#span")).hasValue("week");
            assertThat(page.locator("#of")).hasValue("dialect:gemini");
            page.goBack();
            assertThat(page.locator("#of")).hasValue("model:" + name);
            page.selectOption("#span", "custom");
            page.fill("input[name=from]", "2026-01-01T00:00");
            page.locator("input[name=from]").blur();
            page.waitForURL(Pattern.compile(".*span=custom&from=2026-01-01T00%3A00&of=.*"));
        }
    }

    @Test
    void chartsCanBeTakenAway() throws IOException {
        String name = "gemini-board-download";
        call(name);
        try (Visitor visitor = at(Screen.DARK_DESK, "/dashboard?span=hour&of=model%3A" + name)) {
            Page page = visitor.page();
            assertThat(page.locator("[data-chart=tokens] .chart-none")).isHidden();
            Download figures =
                    page.waitForDownload(() -> page.locator("[data-file=calls]").click());
            assertThat(figures.suggestedFilename()).isEqualTo("pollux-calls.csv");
            assertThat(Files.readString(figures.path(), StandardCharsets.UTF_8).lines())
                    .hasSizeBetween(61, 63)
                    .first()
                    .asString()
                    .endsWith("time,COMPLETE,FAILED,CUT,ABANDONED,attempts,attempts_failed");
            assertThat(Files.readString(figures.path(), StandardCharsets.UTF_8)).contains("Z,1,0,0,0,1,0\r\n");

            Download picture = page.waitForDownload(
                    () -> page.locator("[data-picture='pollux-tokens.png']").click());
            assertThat(picture.suggestedFilename()).isEqualTo("pollux-tokens.png");
            assertThat(Files.readAllBytes(picture.path()))
                    .hasSizeGreaterThan(3_000)
                    .startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    void answersAreNotKept() {
        try (Visitor visitor = at(Screen.DESK, "/dashboard")) {
            APIResponse news = visitor.context().request().get("/dashboard.json?span=month");

            assertThat(news.status()).isEqualTo(200);
            assertThat(news.headers()).containsEntry("cache-control", "no-store");
            assertThat(news.text()).contains("\"figures\":{", "\"charts\":{").doesNotContain(Pollux.KEY_MARK);
            APIResponse none = visitor.context().request().get("/dashboard.csv?chart=nothing");
            assertThat(none.status()).isEqualTo(404);
        }
    }

    @Test
    void nobodySeesItWithoutALogIn() {
        for (String address : new String[] {"/dashboard", "/dashboard.xhtml", "/dashboard.json", "/dashboard.csv"}) {
            Bare answer = Bare.send(pollux.base(), "GET", address, "", "");
            assertThat(answer.status()).as(address).isEqualTo(302);
        }
    }

    @Test
    void logInLeadsHere() {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Screen.DESK)) {
            visitor.logIn(Pollux.ADMINISTRATOR, "/dashboard");
            assertThat(visitor.page().locator("header nav [aria-current=page]")).hasText("Dashboard");
            visitor.page().navigate("/");
            visitor.page().waitForURL("**/dashboard");
            assertThat(visitor.page().locator("header nav a").first()).hasText("Dashboard");
            visitor.page().locator("header .brand").click();
            visitor.page().waitForURL("**/dashboard");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/keys_status, /keys",
        "/error_logs, /logs?view=errors",
        "/stats, /dashboard",
        "/admin, /dashboard",
        "/settings, /config",
        "/profiles, /keys",
        "/zh, /dashboard",
        "/en/admin, /dashboard",
        "/zh/admin/logs, /logs",
        "/en/admin/config?tab=keys, /config"
    })
    void oldAddressLeadsToThePageThatDoesItsWorkNow(String old, String now) {
        Bare answer = Bare.send(pollux.base(), "GET", old, "", "");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains(now);
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void nothingIsWiderThanTheScreen(Screen screen) {
        call("gemini-board-width-with-a-name-that-is-longer-than-any-name-should-be-on-a-small-screen");
        try (Visitor visitor = at(screen, "/dashboard?span=hour")) {
            Page page = visitor.page();
            assertThat(page.locator("[data-chart=calls] .chart-none")).isHidden();
            for (Locator more : page.locator(".chart-table summary").all()) {
                more.click();
            }
            assertThat(page.locator("[data-chart=latency] tbody tr")).not().hasCount(0);
            Object over =
                    page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(((Number) over).intValue()).isZero();
        }
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static long number(Page page, String figure) {
        String text = page.locator("[data-figure='" + figure + "']").innerText();
        return Long.parseLong(text.replaceAll("\\D", ""));
    }

    private static Visitor at(Screen screen, String address) {
        return new Visitor(chromium, pollux.base(), screen).logIn(Pollux.ADMINISTRATOR, address);
    }

    private static int call(String model) {
        return Bare.send(
                        pollux.base(),
                        "POST",
                        "/v1beta/models/" + model + ":generateContent",
                        "x-goog-api-key: " + Pollux.TOKEN + "\r\n",
                        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}")
                .status();
    }
}
