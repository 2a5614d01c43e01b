package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done to many keys at once, in a real browser. */
class KeyBulkIT {
    private static final int MANY = 620;

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void moreKeysThanOneWaitsForAreSwitchedDeletedAndBroughtBack() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.keys("crowd", MANY), Map.of("label", "crowd"))) {
            Page page = visitor.page();
            visitor.search("crowd");
            everything(visitor, MANY);
            button(visitor, "Switch off").click();
            page.locator(".ui-confirm-dialog .ui-confirmdialog-yes").click();
            assertThat(page.locator("#errand")).containsText("Switching off: all " + MANY + " keys done");
            assertThat(page.locator(".ui-datatable-data .state-off")).hasCount(25);
            page.locator("#errand [aria-label=Close]").click();
            assertThat(page.locator("#errand .progress-card")).isHidden();

            everything(visitor, MANY);
            button(visitor, "Delete").click();
            page.fill("#proof_token", Pollux.ADMINISTRATOR);
            page.keyboard().press("Enter");
            page.locator(".ui-confirm-dialog .ui-confirmdialog-yes").click();
            assertThat(page.locator("#errand")).containsText("Deleting: all " + MANY + " keys done");
            assertThat(page.locator(".empty")).isVisible();

            page.locator(".bin summary").click();
            Locator batch = page.locator(".bin li").first();
            assertThat(batch).containsText(MANY + " keys");
            batch.locator("button").click();
            assertThat(page.locator("#errand")).containsText("Bringing back: all " + MANY + " keys done");
            assertThat(visitor.rows()).hasCount(25);
            assertThat(page.locator(".ui-datatable-data .state-off")).hasCount(25);
        }
    }

    @Test
    void someAreMovedAndLabelledAtOnce() {
        try (Visitor visitor =
                at(Screen.PHONE).add(Premises.keys("moved", 3), Map.of("label", "moved", "tags", "old"))) {
            Page page = visitor.page();
            visitor.search("moved");
            visitor.row("moved 1").locator(".ui-chkbox-box").click();
            visitor.row("moved 2").locator(".ui-chkbox-box").click();
            button(visitor, "Move or label").click();
            page.fill("[id='many:added']", "new, other");
            page.fill("[id='many:removed']", "old");
            page.locator("[id='many:move']").check();
            page.fill("[id='many:project']", "moved-project");
            page.locator("[id='many'] .dialog-end button").last().click();

            assertThat(visitor.row("moved 1").locator(".tag")).hasText(new String[] {"new", "other"});
            assertThat(visitor.row("moved 2")).containsText("moved-project");
            assertThat(visitor.row("moved 3").locator(".tags")).hasText("old");
            visitor.row("moved 2").locator(".tag").first().click();
            page.waitForURL("**/keys?tag=new");
            assertThat(visitor.rows()).hasCount(2);
        }
    }

    @Test
    void allThatTheFilterLetsThroughGetADailyLimit() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.keys("portion", 26), Map.of("label", "portion"))) {
            Page page = visitor.page();
            visitor.search("portion");
            everything(visitor, 26);
            button(visitor, "Daily limit").click();
            page.fill("[id='limit:calls']", "many");
            page.locator("[id='limit:save']").click();
            assertThat(page.locator(".ui-growl")).containsText("A daily limit is a whole number");
            page.fill("[id='limit:calls']", "25");
            page.locator("[id='limit:save']").click();

            assertThat(page.locator(".ration")).hasCount(25);
            assertThat(page.locator(".ration").first()).hasText("0 of 25 calls today");
            visitor.search("portion 26");
            assertThat(visitor.row("portion 26").locator(".ration")).isVisible();
        }
    }

    @Test
    void oneDeletedKeyIsBroughtBack() {
        try (Visitor visitor = at(Screen.DESK).add(Premises.key("undone"), Map.of("label", "undone"))) {
            Page page = visitor.page();
            visitor.search("undone");
            visitor.row("undone").locator("button[title=Delete]").click();
            assertThat(page.locator(".ui-confirm-dialog")).containsText("For 7 days");
            page.locator(".ui-confirm-dialog .ui-confirmdialog-yes").click();
            assertThat(page.locator(".empty")).isVisible();
            page.locator(".bin summary").click();
            assertThat(page.locator(".bin li").first()).containsText("one key");
            page.locator(".bin li button").first().click();
            assertThat(visitor.row("undone").locator(".state")).hasText("ready");
        }
    }

    private static void everything(Visitor visitor, int count) {
        visitor.page().locator("th.tick .ui-chkbox-box").click();
        visitor.page().locator(".bulk-all").click();
        assertThat(visitor.page().locator(".bulk")).containsText(count + " selected");
    }

    private static Locator button(Visitor visitor, String words) {
        return visitor.page().locator(".bulk button").filter(new Locator.FilterOptions().setHasText(words));
    }

    private static Visitor at(Screen screen) {
        return Premises.visit(chromium, screen);
    }
}
