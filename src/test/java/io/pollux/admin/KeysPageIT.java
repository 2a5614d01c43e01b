package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.pollux.testing.Match.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pollux.testing.Answers;
import io.pollux.testing.Chromium;
import io.pollux.testing.GoogleError;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What an operator does on the keys page, in a real browser. Each test brings keys of its own, under a label. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeysPageIT {
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
    @Order(1)
    void withoutKeysThePageSaysWhatToDo() {
        try (Visitor visitor = at(Screen.DESK)) {
            ProjectCareIT.deleteAll(visitor);
            assertThat(visitor.page().locator(".empty")).containsText("No keys yet");
            visitor.page().locator(".empty button").click();
            assertThat(visitor.page().locator("[id='add:pasted']")).isFocused();
        }
    }

    @Test
    void keysArePickedOutOfAnyText() {
        String one = Premises.key("pasted-one");
        String two = Premises.key("pasted-two");
        String three = "AQ.pasted-" + "x".repeat(30);
        try (Visitor visitor = at(Screen.DESK)) {
            visitor.openDialog();
            visitor.page()
                    .fill(
                            "[id='add:pasted']",
                            "API_KEYS=[\"" + one + "\", \"" + two + "\"]\n" + one + "\nother: " + three
                                    + "\nsk-proj-0123456789abcdefghij");
            visitor.page().fill("[id='add:label']", "pasted");
            visitor.page().fill("[id='add:project']", "project-of-pasted");
            visitor.look();
            assertThat(visitor.page().locator(".look-ADDED")).containsText("3 new");
            assertThat(visitor.page().locator(".look-TWICE")).containsText("1 once more");
            assertThat(visitor.page().locator(".look-NO_KEY")).containsText("1 not a key");
            assertThat(visitor.page().locator(".look-NO_KEY li")).hasAttribute("value", "4");
            visitor.send();

            assertThat(visitor.page().locator(".outcome-ADDED")).containsText("3 added");
            assertThat(visitor.page().locator(".outcome-NO_KEY")).containsText("1 do not look like keys");
            assertThat(visitor.page().locator("[id='add:pasted']")).hasValue("");

            visitor.page().fill("[id='add:pasted']", one);
            visitor.look();
            assertThat(visitor.page().locator(".look-KNOWN")).containsText("1 already here");
            assertThat(visitor.page().locator("[id='add:store']")).isHidden();
            visitor.closeDialog();

            visitor.search("project-of-pasted");
            assertThat(visitor.rows()).hasCount(3);
            assertThat(visitor.rows().first()).containsText("pasted 1");
            assertThat(visitor.rows().first()).containsText("ready");
            assertThat(visitor.rows().first()).containsText("AIzaSy...");
        }
    }

    @Test
    void whatHasChangedSinceThePreviewIsLookedAtAgainAndMistakesLoseNothing() {
        String other = Premises.key("second-thought");
        try (Visitor visitor = at(Screen.DESK)) {
            Page page = visitor.page();
            visitor.openDialog();
            page.fill("[id='add:pasted']", Premises.key("first-thought"));
            visitor.look();
            page.fill("[id='add:pasted']", other + "\n" + other);
            page.click("[id='add:store']");
            assertThat(page.locator(".look-TWICE")).containsText("1 once more");
            assertThat(page.locator("[id='add:pasted']")).hasValue(other + "\n" + other);

            page.fill("[id='add:tags']", "x".repeat(41));
            page.click("[id='add:store']");
            assertThat(page.locator(".ui-growl-item").last()).containsText("A label has from 1 to 40 characters");
            assertThat(page.locator("[id='add:pasted']")).hasValue(other + "\n" + other);

            page.fill("[id='add:tags']", "thought");
            page.click("[id='add:store']");
            assertThat(page.locator(".outcome-ADDED")).containsText("1 added");
            assertThat(page.locator("[id='add:pasted']")).hasValue("");
        }
    }

    @Test
    void textWithoutKeysIsSaidToHaveNone() {
        try (Visitor visitor = at(Screen.DESK)) {
            visitor.openDialog();
            visitor.page().fill("[id='add:pasted']", "nothing <b>here</b>");
            visitor.look();

            assertThat(visitor.page().locator(".look-NOTHING")).containsText("no key in this text");
        }
    }

    @Test
    void searchNarrowsTheListAndTheAddressCanBeSent() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.keys("sought", 3), Map.of("label", "sought"))) {
            visitor.search("sought 2");
            assertThat(visitor.rows()).hasCount(1);
            assertThat(visitor.page().url()).endsWith("/keys?q=sought+2");

            visitor.page().reload();
            assertThat(visitor.rows()).hasCount(1);
            assertThat(visitor.page().locator("[id='keys:text']")).hasValue("sought 2");

            visitor.search("no such key");
            assertThat(visitor.page().locator(".empty")).containsText("No key fits");
            visitor.page().locator(".empty a").click();
            visitor.page().waitForURL(Pattern.compile(".*/keys"));
        }
    }

    @Test
    void wholeKeyFindsItsRowWithoutBeingShown() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.key("wholly"), Map.of("label", "wholly"))) {
            visitor.page().fill("[id='keys:text']", Premises.key("wholly"));
            assertThat(visitor.rows()).hasCount(1);
            assertThat(visitor.rows()).containsText("wholly");
            assertThat(visitor.page().url()).endsWith("/keys?q=AIzaSy...000000");
            visitor.page().fill("[id='keys:text']", "");
            visitor.settled();
        }
    }

    @Test
    void columnsAreSortedBothWaysAndTheAddressRemembers() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.keys("sorted", 3), Map.of("label", "sorted"))) {
            visitor.search("sorted");
            visitor.page().locator("th.who").click();
            visitor.page().waitForURL(Pattern.compile(".*sort=label"));
            visitor.settled();
            assertThat(visitor.rows().first()).containsText("sorted 1");

            visitor.page().locator("th.who").click();
            visitor.page().waitForURL(Pattern.compile(".*sort=-label"));
            visitor.settled();
            assertThat(visitor.rows().first()).containsText("sorted 3");

            visitor.page().reload();
            assertThat(visitor.rows().first()).containsText("sorted 3");
        }
    }

    @Test
    void keyIsSwitchedOffAndOn() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.keys("switched", 2), Map.of("label", "switched"))) {
            visitor.search("switched");
            Locator row = visitor.row("switched 1");
            row.locator("button[title='Switch off']").click();
            assertThat(row.locator(".state")).hasText("off");
            assertThat(visitor.page().locator(".ui-growl-item").first()).containsText("One key is switched off");
            assertThat(visitor.row("switched 2").locator(".state")).hasText("ready");

            visitor.page().locator(".count-OFF").click();
            visitor.page().waitForURL(Pattern.compile(".*state=off"));
            visitor.settled();
            assertThat(visitor.rows()).hasCount(1);

            row.locator("button[title='Switch on']").click();
            assertThat(visitor.page().locator(".empty")).isVisible();
        }
    }

    @Test
    void manyAreTickedAndSwitchedAtOnce() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.keys("bulk", 30), Map.of("label", "bulk"))) {
            visitor.search("bulk");
            visitor.page().locator("th.tick .ui-chkbox-box").click();
            Locator bar = visitor.page().locator(".bulk");
            assertThat(bar).containsText("25 selected");
            bar.locator(".bulk-all").click();
            assertThat(bar).containsText("30 selected");

            button(bar, "Switch off").click();
            visitor.page().locator(".ui-confirm-dialog .ui-confirmdialog-yes").click();
            assertThat(bar).isHidden();
            assertThat(visitor.page().locator(".ui-datatable-data .state-off")).hasCount(25);
            putAway(visitor);
            visitor.page().locator(".ui-paginator-next").click();
            visitor.page().waitForURL(Pattern.compile(".*page=2"));
            assertThat(visitor.page().locator(".ui-datatable-data .state-off")).hasCount(5);
        }
    }

    @Test
    void checkShowsItsProgressAndGooglesAnswers() {
        List<String> keys =
                List.of(Premises.key("checked-good"), Premises.key("checked-bad"), Premises.key("checked-gone"));
        pollux.google().when(key(keys.get(1))).answer(Answers.keyInvalid());
        pollux.google().when(key(keys.get(2))).answer(Answers.keyLeaked());
        try (Visitor visitor = at(Screen.DESK).add(String.join("\n", keys), Map.of("label", "checked"))) {
            visitor.search("checked");
            visitor.page().locator("th.tick .ui-chkbox-box").click();
            button(visitor.page().locator(".bulk"), "Verify").click();

            Locator card = visitor.page().locator("#progress .progress-card");
            assertThat(card).containsText("3 of 3 keys verified");
            assertThat(card).containsText("1 valid");
            assertThat(card).containsText("API key not valid");
            assertThat(visitor.row("checked 1").locator(".state")).hasText("ready");
            assertThat(visitor.row("checked 2").locator(".state")).hasText("set aside");
            assertThat(visitor.row("checked 2")).containsText("Not a valid key");
            assertThat(visitor.row("checked 3")).containsText("Reported as leaked");

            card.locator("[aria-label=Close]").click();
            assertThat(card).isHidden();
        }
    }

    @Test
    void operatorMayForgiveARefusedKey() {
        String secret = Premises.key("forgiven");
        pollux.google().when(key(secret)).answer(Answers.keyInvalid());
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "forgiven"))) {
            visitor.search("forgiven");
            Locator row = visitor.row("forgiven");
            row.locator("button[title=Verify]").click();
            assertThat(row.locator(".state")).hasText("set aside");
            visitor.settled();

            row.locator(".ui-chkbox-box").click();
            button(visitor.page().locator(".bulk"), "Forget failures").click();
            assertThat(row.locator(".state")).hasText("ready");
            assertThat(row.locator("td.how")).not().containsText("Not a valid key");
            assertThat(visitor.page().locator(".bulk")).isHidden();
        }
    }

    @Test
    void longWordsOfGoogleAreFolded() {
        String secret = Premises.key("wordy");
        String words = "Missing something <b>important</b>. " + "wordword".repeat(12) + " the end";
        pollux.google().when(key(secret)).answer(Answers.error(invalid(words)));
        try (Visitor visitor = at(Screen.PHONE).add(secret, Map.of("label", "wordy"))) {
            visitor.search("wordy");
            visitor.row("wordy").locator("button[title=Verify]").click();
            Locator folded = visitor.row("wordy").locator("td.how details");
            assertThat(folded).isVisible();
            assertThat(folded).not().containsText("the end", new ContainsTextOptions().setUseInnerText(true));
            visitor.settled();
            folded.locator("summary").click();
            assertThat(folded).containsText("the end", new ContainsTextOptions().setUseInnerText(true));
            assertThat(folded).containsText("<b>important</b>");
            visitor.assertNoSidewaysScroll();
        }
    }

    @Test
    void deletingAsksFirstAndTheDeletedKeyIsRememberedAsSuch() {
        String secret = Premises.key("deleted");
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "deleted"))) {
            visitor.search("deleted");
            visitor.row("deleted").locator("button[title=Delete]").click();
            Locator question = visitor.page().locator(".ui-confirm-dialog");
            assertThat(question).containsText("Delete AIzaSy...");
            question.locator(".ui-confirmdialog-no").click();
            assertThat(visitor.row("deleted")).isVisible();

            visitor.row("deleted").locator("button[title=Delete]").click();
            question.locator(".ui-confirmdialog-yes").click();
            assertThat(visitor.page().locator(".empty")).isVisible();

            visitor.openDialog();
            visitor.page().fill("[id='add:pasted']", secret);
            visitor.send();
            assertThat(visitor.page().locator(".outcome-RETURNED")).containsText("deleted before");
        }
    }

    @Test
    void darkIsRememberedUntilTheSystemsChoiceIsTakenAgain() {
        try (Visitor visitor = at(Screen.DESK)) {
            String light = background(visitor.page());
            visitor.page().click("[data-toggle-theme]");
            String dark = background(visitor.page());
            assertThat(dark).isNotEqualTo(light);

            visitor.page().reload();
            assertThat(background(visitor.page())).isEqualTo(dark);

            visitor.page().click("[data-toggle-theme]");
            assertThat(background(visitor.page())).isEqualTo(light);
            assertThat(visitor.context().cookies())
                    .extracting(cookie -> cookie.name)
                    .doesNotContain("pollux-theme");
        }
        try (Visitor visitor = at(Screen.DARK_DESK)) {
            assertThat(visitor.page().locator(".only-dark").first()).isVisible();
        }
    }

    @Test
    void everythingFitsOnAPhone() {
        try (Visitor visitor = at(Screen.PHONE).add(Premises.keys("phone", 2), Map.of("label", "phone"))) {
            visitor.assertNoSidewaysScroll();
            visitor.search("phone");
            assertThat(visitor.row("phone 1").locator(".ui-column-title").nth(1))
                    .isVisible();
            visitor.row("phone 1").locator(".ui-chkbox-box").click();
            assertThat(visitor.page().locator(".bulk")).isVisible();
            visitor.assertNoSidewaysScroll();
            visitor.row("phone 2").locator("button[title='Switch off']").click();
            assertThat(visitor.row("phone 2").locator(".state")).hasText("off");
            visitor.openDialog();
            visitor.assertNoSidewaysScroll();
        }
    }

    @Test
    void keyboardAloneIsEnough() {
        try (Visitor visitor = at(Screen.DESK)) {
            Page page = visitor.page();
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            page.locator(".page-actions button").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("[id='add:pasted']")).isFocused();
            page.keyboard().insertText(Premises.key("typed"));
            page.keyboard().press("Tab");
            page.keyboard().insertText("typed");
            page.locator("[id='add:look']").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".look-ADDED")).containsText("1 new");
            assertThat(page.locator("[id='add:store']")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator(".outcome-ADDED")).containsText("1 added");
            page.keyboard().press("Escape");
            assertThat(page.locator("[id='add:pasted']")).isHidden();
            visitor.settled();
        }
    }

    @Test
    void pageThatWasLeftOpenTooLongIsFetchedAnew() {
        try (Visitor visitor = at(Screen.DESK)) {
            for (int opened = 0; opened < 20; opened++) {
                assertThat(visitor.context().request().get("/keys").status()).isEqualTo(200);
            }
            visitor.page().locator(".refresh").click();

            assertThat(visitor.page().locator(".ui-growl-item")).containsText("open for too long");
            visitor.page().locator(".refresh").click();
            visitor.settled();
        }
    }

    @Test
    void whatOthersWroteIsNeverMarkup() {
        try (Visitor visitor = at(Screen.DESK)
                .add(
                        Premises.key("script"),
                        Map.of("label", "<script>alert(1)</script>", "project", "\"><img src=x>"))) {
            visitor.search("<script>");
            assertThat(visitor.rows()).containsText("<script>alert(1)</script>");
            assertThat(visitor.page().locator(".ui-datatable-data img")).hasCount(0);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void thousandsOfKeysAreAddedAndTurnedThrough() {
        try (Visitor visitor = at(Screen.DESK)) {
            visitor.page().setDefaultTimeout(60_000);
            visitor.add(Premises.keys("many", 2_000), Map.of("label", "many"));
            visitor.search("many");
            assertThat(visitor.page().locator(".ui-paginator-current")).hasText("1–25 of 2000");
            putAway(visitor);
            visitor.page().locator(".ui-paginator-last").click();
            visitor.page().waitForURL(Pattern.compile(".*page=80"));
            visitor.settled();
            assertThat(visitor.rows()).hasCount(25);
        }
    }

    /** The card that tells of work on many keys, of an earlier test's too. */
    private static void putAway(Visitor visitor) {
        Locator close = visitor.page().locator("#errand [aria-label=Close]");
        if (close.count() > 0) {
            close.click();
            assertThat(close).isHidden();
        }
    }

    private static Visitor at(Screen screen) {
        return Premises.visit(chromium, screen);
    }

    private static GoogleError invalid(String words) {
        ObjectNode body = GoogleErrors.keyInvalid().body().deepCopy();
        ((ObjectNode) body.get("error")).put("message", words);
        return new GoogleError(400, body);
    }

    private static Locator button(Locator place, String words) {
        return place.locator("button", new Locator.LocatorOptions().setHasText(words));
    }

    private static String background(Page page) {
        return (String) page.evaluate("() => getComputedStyle(document.body).backgroundColor");
    }
}
