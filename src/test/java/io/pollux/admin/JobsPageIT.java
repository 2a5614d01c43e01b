package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of what is done by the clock, in a real browser. */
class JobsPageIT {
    private static Pollux pollux;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        pollux = Premises.open();
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void eachJobSaysWhatItDoesHowItStandsAndWhenItIsDue(Screen screen) {
        try (Visitor visitor = at(screen)) {
            Page page = visitor.page();
            assertThat(page.locator(".job")).hasCount(5);
            for (Locator job : page.locator(".job").all()) {
                assertThat(job.locator("h2")).not().isEmpty();
                assertThat(job.locator(".job-what p")).not().isEmpty();
                assertThat(job.locator(".job-last .state")).not().isEmpty();
                assertThat(job.locator(".job-next")).containsText("Next");
                assertThat(job.locator("button"))
                        .hasAttribute(
                                "aria-label", "Run now: " + job.locator("h2").textContent());
            }
            assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth"
                                    + " - document.documentElement.clientWidth"))
                            .intValue())
                    .isZero();
        }
    }

    @Test
    void jobIsRunNowByTheKeyboardAndThePageTellsWhatCameOfIt() {
        try (Visitor visitor = at(Screen.DESK)) {
            Page page = visitor.page();
            Locator job = page.locator("#job-delete-logs");
            String before = job.locator(".job-last").innerHTML();
            job.locator("button").focus();
            page.keyboard().press("Enter");

            assertThat(page.locator(".ui-growl-title").last())
                    .hasText("Delete old log rows: begins within a few seconds.");
            page.waitForFunction(
                    "before => document.querySelector('#job-delete-logs .job-last').innerHTML !== before", before);
            assertThat(job.locator(".state")).hasText("done");
            assertThat(job.locator(".job-last time").first()).isVisible();
            assertThat(job.locator(".job-last")).containsText("took");
            assertThat(job.locator(".job-node")).not().isEmpty();
            assertThat(job.locator(".job-told")).hasText(Pattern.compile("\\d+ rows deleted"));
            assertThat(job.locator("button")).isEnabled();
        }
    }

    @Test
    void jobThatTakesItsTimeIsRunningForEverybodyUntilItIsDone() {
        try (Visitor one = at(Screen.DESK);
                Visitor other = at(Screen.DARK_DESK)) {
            // The check waits a while for what a proxy has to say; nobody is behind this one.
            change(one.page(), "[\"http://127.0.0.1:9\"]");
            try {
                Locator job = one.page().locator("#job-check-proxies");
                job.locator("button").click();
                for (Visitor visitor : new Visitor[] {one, other}) {
                    Locator seen = visitor.page().locator("#job-check-proxies");
                    assertThat(seen.locator(".state")).hasText("running");
                    assertThat(seen.locator("button")).isDisabled();
                    assertThat(seen.locator(".job-next")).not().containsText("Next");
                }
                assertThat(job.locator(".state")).hasText("done");
                assertThat(job.locator("button")).isEnabled();
            } finally {
                change(one.page(), "[]");
            }
        }
    }

    private static void change(Page page, String proxies) {
        assertThat(page.evaluate("""
                async proxies => {
                    const body = JSON.stringify({wishes: {PROXIES: proxies}, seen: {}});
                    const answer = await fetch('/config/save', {method: 'POST', headers: pollux.headers(), body});
                    return (await answer.json()).saved;
                }""", proxies)).isEqualTo(1);
    }

    private static Visitor at(Screen screen) {
        return new Visitor(chromium, pollux.base(), screen).logIn(Pollux.ADMINISTRATOR, "/jobs");
    }
}
