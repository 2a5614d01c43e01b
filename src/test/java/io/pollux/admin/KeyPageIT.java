package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.pollux.testing.Match.key;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of one key and the page of projects, in a real browser. */
class KeyPageIT {
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

    @Test
    void pageOfAKeyTellsWhatBecameOfIt() {
        String secret = Premises.key("storied");
        pollux.google().when(key(secret)).answer(Answers.keyInvalid());
        try (Visitor visitor =
                at(Screen.DESK).add(secret, Map.of("label", "storied", "tags", "team b, team a", "project", "story"))) {
            Page page = opened(visitor, "storied");
            assertThat(page.locator("h1")).hasText("storied");
            assertThat(page.locator(".facts")).containsText("team a");
            assertThat(page.locator(".key-line .state")).hasText("ready");

            button(page, "Switch off").click();
            assertThat(page.locator(".key-line .state")).hasText("off");
            button(page, "Switch on").click();
            assertThat(page.locator(".key-line .state")).hasText("ready");
            button(page, "Verify").click();
            assertThat(page.locator(".key-line .state")).hasText("set aside");

            Locator story = page.locator(".story li");
            page.waitForFunction(
                    "() => { refreshKeys(); return document.querySelector('.story').innerText.includes('refused by Google'); }",
                    null,
                    new Page.WaitForFunctionOptions().setPollingInterval(1_000));
            visitor.settled();
            assertThat(story.nth(0)).containsText("INVALID: API key not valid");
            assertThat(story.nth(1)).containsText("switched on");
            assertThat(story.nth(2)).containsText("switched off");
            assertThat(story.nth(3)).containsText("added");
        }
    }

    @Test
    void pageThatWasLeftOpenTooLongIsFetchedAnewAndStillOfThisKey() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.key("patient"), Map.of("label", "patient"))) {
            Page page = opened(visitor, "patient");
            page.evaluate("() => document.querySelectorAll('[name=\"jakarta.faces.ViewState\"]')"
                    + ".forEach(state => { state.value = '1:1'; })");
            button(page, "Switch off").click();

            assertThat(page.locator(".ui-growl-item")).containsText("open for too long");
            assertThat(page.locator("h1")).hasText("patient");
            assertThat(page.locator(".key-line .state")).hasText("ready");
        }
    }

    @Test
    void wholeKeyIsShownAfterTheTokenOnly() {
        String secret = Premises.key("revealed");
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "revealed"))) {
            Page page = opened(visitor, "revealed");
            assertThat(page.content()).doesNotContain(secret);
            page.locator("[id='one:show']").click();
            page.fill("#proof_token", Pollux.ADMINISTRATOR);
            page.locator("#proof button[type=submit]").click();
            assertThat(page.locator("#whole_key")).hasText(secret);

            page.locator("[id='one:hide']").click();
            assertThat(page.locator("#whole_key")).isHidden();
            page.reload();
            assertThat(page.content()).doesNotContain(secret);
        }
    }

    @Test
    void wholeKeysAreExportedAfterTheTokenOnlyAndComeInAgain() throws IOException {
        String one = Premises.key("export-1");
        try (Visitor visitor =
                at(Screen.DESK).add(one + "\n" + Premises.key("export-2"), Map.of("label", "=export", "tags", "out"))) {
            Page page = visitor.page();
            visitor.search("=export");
            assertThat(page.request().get("/keys.export?as=txt").status()).isEqualTo(403);
            page.locator(".export summary").click();
            page.click("#export_csv");
            page.fill("#proof_token", Pollux.ADMINISTRATOR);
            Download csv = page.waitForDownload(() -> page.keyboard().press("Enter"));
            assertThat(Files.readAllLines(csv.path()))
                    .containsExactly(
                            "key,name,project,labels,kind,enabled,priority,weight,note,dailyLimit",
                            one + ",\"'=export 1\",,out,GEMINI,true,0,1,,",
                            Premises.key("export-2") + ",\"'=export 2\",,out,GEMINI,true,0,1,,");

            Download json = page.waitForDownload(() -> page.click("#export_json"));
            visitor.openDialog();
            page.setInputFiles("#add_file", json.path());
            page.waitForFunction("() => document.getElementById('add:pasted').value.length > 100");
            visitor.look();
            assertThat(page.locator(".look-KNOWN")).containsText("2 already here");
            visitor.closeDialog();
        }
    }

    @Test
    void dailyLimitIsReachedRaisedAndTakenAway() {
        String secret = Premises.key("rationed");
        String first = "key,name,kind,priority,weight,dailyLimit\n" + secret + ",rationed,GEMINI,-99,1,2";
        try (Visitor visitor = at(Screen.DESK).add(first, Map.of())) {
            Page page = opened(visitor, "rationed");
            Locator limit = page.locator("[id='one:limit']");
            Locator state = page.locator(".key-line .state");
            assertThat(limit).hasValue("2");
            for (int call = 0; call < 2; call++) {
                Bare.post(
                        pollux.base(),
                        "/v1/chat/completions",
                        "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
            }
            page.reload();
            assertThat(state).hasText("at its daily limit");
            assertThat(page.locator(".ration")).hasText("2 of 2 calls today");
            assertThat(page.locator(".sheet .countdown")).isVisible();
            visitor.page().navigate("/keys");
            visitor.search("rationed");
            assertThat(visitor.row("rationed").locator(".state")).hasText("at its daily limit");
            assertThat(visitor.row("rationed").locator(".how")).containsText("Ready again: ");

            opened(visitor, "rationed");
            limit.fill("-5");
            page.locator("[id='one:saveLimit']").click();
            assertThat(page.locator(".ui-growl")).containsText("A daily limit is a whole number");
            limit.fill("3");
            page.locator("[id='one:saveLimit']").click();
            assertThat(state).hasText("ready");
            assertThat(page.locator(".ration")).hasText("2 of 3 calls today");
            limit.fill("");
            page.locator("[id='one:saveLimit']").click();
            assertThat(page.locator(".ration")).hasCount(0);
            assertThat(page.locator(".story li").nth(0)).containsText("daily limit taken away");
            assertThat(page.locator(".story li").nth(1)).containsText("daily limit set");
            button(page, "Switch off").click();
            assertThat(state).hasText("off");
        }
    }

    @Test
    void exportStandsBehindTheGate() {
        assertThat(Bare.send(pollux.base(), "GET", "/keys.export?as=txt", "", "")
                        .status())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void keyAndProjectsFitOnEveryScreen(Screen screen) {
        String label = "fit-" + screen.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String project = "a-project-with-a-rather-long-name-" + "of-many-words-".repeat(6) + label;
        try (Visitor visitor = at(screen).add(Premises.key(label), Map.of("label", label, "project", project))) {
            Page page = opened(visitor, label);
            visitor.assertNoSidewaysScroll();
            page.navigate("/projects?q=" + label);
            assertThat(page.locator(".project-row")).hasCount(1);
            assertThat(page.locator(".project-row")).containsText("1 in use");
            visitor.assertNoSidewaysScroll();
            page.locator(".project-row a").first().click();
            page.waitForURL(Pattern.compile(".*/keys\\?project=.*"));
            assertThat(visitor.rows()).hasCount(1);
            assertThat(page.locator(".chip")).containsText(project);
        }
    }

    @Test
    void keyThatIsGoneSaysSo() {
        try (Visitor visitor = at(Screen.DESK)) {
            visitor.page().navigate("/key?id=987654321");
            assertThat(visitor.page().locator(".empty")).containsText("This key is gone");
            visitor.page().navigate("/key?id=x");
            assertThat(visitor.page().locator(".empty")).containsText("This key is gone");
            visitor.page().navigate("/projects?q=no-such-project");
            assertThat(visitor.page().locator(".empty")).containsText("No project fits");
        }
    }

    private static Page opened(Visitor visitor, String label) {
        visitor.search(label);
        visitor.row(label).locator(".key-link").click();
        visitor.page().waitForURL(Pattern.compile(".*/key\\?id=\\d+"));
        return visitor.page();
    }

    private static Locator button(Page page, String words) {
        return page.locator(".page-actions button").filter(new Locator.FilterOptions().setHasText(words));
    }

    private static Visitor at(Screen screen) {
        return Premises.visit(chromium, screen);
    }
}
