package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.pollux.testing.Match.key;
import static io.pollux.testing.Match.keyContaining;
import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an operator sees and does about cool-downs, use and limits, in a real browser. Each test brings keys of its own and
 * takes all others away first, so that calls find only those.
 */
class ProjectCareIT {
    private static final String FLASH = "gemini-2.5-flash";

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

    @BeforeEach
    void begin() {
        try (Visitor visitor = at(Screen.DESK)) {
            deleteAll(visitor);
        }
        pollux.google().reset();
    }

    @Test
    void coolDownIsToldWithReasonProvenanceAndTimeThatRunsOutByItself() {
        String secret = Premises.key("spent");
        pollux.google().when(key(secret)).answer(Answers.dailyQuota());
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "spent"))) {
            call(FLASH);
            visitor.search("spent");

            Locator cooldown = visitor.row("spent").locator(".cooldown");
            assertThat(cooldown.locator("code")).hasText(FLASH);
            assertThat(cooldown.locator(".provenance")).hasText("Stated by Google");
            assertThat(cooldown).containsText("The daily quota is used up");
            Locator left = cooldown.locator(".countdown");
            assertThat(left).hasText(Pattern.compile("(\\d+h )?\\d+m( \\d+s)?|\\d+s|\\d+h"));

            bench(visitor, "spent", "soon", "1", "MINUTES");
            Locator soon = visitor.row("spent").locator(".cooldown").first();
            assertThat(soon.locator("code")).hasText("soon");
            String before = soon.locator(".countdown").textContent();
            assertThat(soon.locator(".countdown")).not().hasText(before, new HasTextOptions().setTimeout(5_000));
            assertThat(visitor.page().evaluate("() => performance.getEntriesByType('navigation').length"))
                    .isEqualTo(1);
        }
    }

    @Test
    void countdownAtItsEndFetchesTheStateAnew() {
        String secret = Premises.key("brief");
        pollux.google().when(key(secret)).answer(Answers.minuteQuota("2s"));
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "brief"))) {
            call("gemini-of-the-brief");
            visitor.search("brief");

            assertThat(visitor.row("brief").locator("td.how code")).hasText("gemini-of-the-brief");
            assertThat(visitor.row("brief").locator(".cooldown")).hasCount(0);
        }
    }

    @Test
    void liftingAsksFirstAndThenCallsMayTryAgain() {
        String secret = Premises.key("lifted");
        pollux.google().when(key(secret)).times(1).answer(Answers.dailyQuota());
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "lifted"))) {
            call(FLASH);
            assertThat(call(FLASH).status()).isEqualTo(429);
            visitor.search("lifted");
            visitor.row("lifted").locator(".lift").click();
            answer(visitor, "no");
            assertThat(visitor.row("lifted").locator(".cooldown")).hasCount(1);

            visitor.row("lifted").locator(".lift").click();
            answer(visitor, "yes");
            assertThat(visitor.page().locator(".ui-growl-item").first()).containsText("Calls may try again");
            assertThat(visitor.row("lifted").locator(".cooldown")).hasCount(0);
            assertThat(call(FLASH).status()).isEqualTo(200);
        }
    }

    @Test
    void benchByHandIsObeyedAndOutlivesASuccess() {
        String secret = Premises.key("benched");
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "benched"))) {
            visitor.search("benched");
            visitor.row("benched").locator("button[title=Bench]").click();
            Page page = visitor.page();
            type(page.locator("[id='bench:amount']"), "0");
            type(page.locator("[id='bench:reason']"), "Billing <b>is</b> being sorted out");
            submit(visitor, "bench");
            assertThat(page.locator(".ui-growl-item").first()).containsText("lasts from one minute");
            assertThat(page.locator("[id='bench:amount']")).isVisible();
            type(page.locator("[id='bench:amount']"), "2");
            submit(visitor, "bench");
            assertThat(page.locator("[id='bench:amount']")).isHidden();

            Locator row = visitor.row("benched");
            assertThat(row.locator(".state")).hasText("cooling");
            assertThat(row.locator(".cooldown")).containsText("Every model");
            assertThat(row.locator(".provenance")).hasText("Put in place by hand");
            assertThat(row.locator(".cooldown")).containsText("Billing <b>is</b> being sorted out");
            assertThat(call(FLASH).status()).isEqualTo(429);

            row.locator("button[title=Verify]").click();
            assertThat(page.locator("#progress .progress-card")).containsText("1 valid");
            visitor.settled();
            assertThat(row.locator(".state")).hasText("cooling");
        }
    }

    @Test
    void limitsOfAProjectActAtOnceAndTheUseIsShownBesideThem() {
        String secret = Premises.key("limited");
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "limited", "project", "p-limited"))) {
            call(FLASH);
            visitor.search("limited");
            assertThat(visitor.row("limited").locator("td.today")).containsText("1 requests");

            Page page = visitor.page();
            visitor.row("limited").locator(".project-link").click();
            assertThat(page.locator("[id='project:state']")).containsText("p-limited");
            type(page.locator(".limit-line input").nth(0), "gemini-*");
            type(page.locator(".limit-line input").nth(3), "many");
            submit(visitor, "project");
            assertThat(page.locator(".ui-growl-item").first()).containsText("\"many\" is no limit");
            type(page.locator(".limit-line input").nth(3), "2");
            submit(visitor, "project");
            assertThat(page.locator("[id='project:state']")).isHidden();
            assertThat(visitor.row("limited").locator(".gauge-good")).containsText("1 of 2 requests");

            assertThat(call(FLASH).status()).isEqualTo(200);
            assertThat(call(FLASH).status()).isEqualTo(429);
            page.locator(".refresh").click();
            Locator row = visitor.row("limited");
            assertThat(row.locator(".gauge-bad")).containsText("2 of 2 requests");
            assertThat(row.locator(".gauge-bad")).hasAttribute("title", "2 / 2 – limit set by hand for this project");
            assertThat(row.locator(".provenance")).hasText("Learned by counting");
            assertThat(row.locator(".cooldown")).containsText("as the operator has set for this project");

            row.locator(".lift").click();
            answer(visitor, "yes");
            assertThat(row.locator(".cooldown")).hasCount(0);
            assertThat(call(FLASH).status()).isEqualTo(200);
        }
    }

    @Test
    void linesOfLimitsComeAndGoAndAreThereTheNextTime() {
        String secret = Premises.key("lines");
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "lines", "project", "p-lines"))) {
            Page page = visitor.page();
            visitor.search("lines");
            visitor.row("lines").locator(".project-link").click();
            type(page.locator(".limit-line input").nth(0), "gemini-2.5-pro");
            type(page.locator(".limit-line input").nth(1), "5");
            page.locator("[id='project:form'] .ui-button-outlined").click();
            assertThat(page.locator(".limit-line")).hasCount(2);
            type(page.locator(".limit-line").nth(1).locator("input").nth(0), "gemini-2.5-flash*");
            type(page.locator(".limit-line").nth(1).locator("input").nth(2), "250,000");
            submit(visitor, "project");
            assertThat(page.locator("[id='project:state']")).isHidden();

            visitor.row("lines").locator(".project-link").click();
            assertThat(page.locator(".limit-line")).hasCount(2);
            assertThat(page.locator(".limit-line").nth(1).locator("input").nth(2))
                    .hasValue("250000");
            page.locator(".limit-line button").first().click();
            assertThat(page.locator(".limit-line")).hasCount(1);
            assertThat(page.locator(".limit-line input").first()).hasValue("gemini-2.5-flash*");
        }
    }

    @Test
    void secondOfTwoWhoDescribeAKeyIsTold() {
        try (Visitor ada = at(Screen.DESK).add(Premises.key("double"), Map.of("label", "double"));
                Visitor bob = at(Screen.DESK)) {
            for (Visitor one : List.of(ada, bob)) {
                one.search("double");
                one.row("double").locator("button[title=Edit]").click();
                assertThat(one.page().locator("[id='edit:label']")).hasValue("double");
            }
            type(ada.page().locator("[id='edit:project']"), "of-ada");
            submit(ada, "edit");
            assertThat(ada.page().locator("[id='edit:label']")).isHidden();

            type(bob.page().locator("[id='edit:note']"), "a note of Bob's");
            submit(bob, "edit");
            assertThat(bob.page().locator(".ui-growl-item").first()).containsText("Somebody else has changed this");
            assertThat(bob.page().locator("[id='edit:note']")).hasValue("a note of Bob's");
            ada.page().locator(".refresh").click();
            assertThat(ada.row("double").locator(".project-link")).hasText("of-ada");
        }
    }

    @Test
    void secondOfTwoWhoSetLimitsIsTold() {
        try (Visitor ada = at(Screen.DESK).add(Premises.key("both"), Map.of("label", "both", "project", "p-both"));
                Visitor bob = at(Screen.DESK)) {
            for (Visitor one : List.of(ada, bob)) {
                one.search("both");
                one.row("both").locator(".project-link").click();
                type(one.page().locator(".limit-line input").nth(0), "gemini-*");
            }
            type(ada.page().locator(".limit-line input").nth(3), "100");
            submit(ada, "project");
            assertThat(ada.page().locator("[id='project:state']")).isHidden();

            type(bob.page().locator(".limit-line input").nth(3), "200");
            submit(bob, "project");
            assertThat(bob.page().locator(".ui-growl-item").first()).containsText("Somebody else has changed this");
            assertThat(bob.page().locator(".limit-line input").nth(3)).hasValue("200");
            ada.row("both").locator(".project-link").click();
            assertThat(ada.page().locator(".limit-line input").nth(3)).hasValue("100");
        }
    }

    @Test
    void keyIsDescribedAnewAndMovesToItsProject() {
        String secrets = Premises.key("moving-1") + "\n" + Premises.key("moving-2");
        try (Visitor visitor = at(Screen.DESK).add(secrets, Map.of("label", "moving"))) {
            Page page = visitor.page();
            visitor.search("moving");
            page.locator("th.tick .ui-chkbox-box").click();
            button(page.locator(".bulk"), "Lift cool-downs").click();
            assertThat(page.locator(".ui-confirm-dialog")).containsText("the selected keys (2), and");
            answer(visitor, "no");
            page.locator("th.tick .ui-chkbox-box").click();
            assertThat(page.locator(".bulk")).isHidden();
            for (String label : List.of("moving 1", "moving 2")) {
                visitor.row(label).locator("button[title=Edit]").click();
                assertThat(page.locator("[id='edit:label']")).hasValue(label);
                type(page.locator("[id='edit:project']"), "together");
                type(page.locator("[id='edit:priority']"), "3");
                // Once: the message would still be there the second time, and wait for nothing.
                if (label.equals("moving 1")) {
                    type(page.locator("[id='edit:weight']"), "0");
                    submit(visitor, "edit");
                    assertThat(page.locator(".ui-growl-item").first()).containsText("weight");
                }
                type(page.locator("[id='edit:weight']"), "7");
                submit(visitor, "edit");
                assertThat(page.locator("[id='edit:weight']")).isHidden();
            }
            assertThat(visitor.row("moving 2").locator(".project-link")).hasText("together");
            Locator kind = visitor.row("moving 1").locator("td.kind");
            assertThat(kind.locator(".project-link")).hasText("together");
            assertThat(kind).containsText("shared by 2 keys");
            assertThat(kind).containsText("priority 3, weight 7");
        }
    }

    @Test
    void manyAreBenchedAndLiftedAtOnce() {
        String secrets = Premises.keys("herd", 3);
        try (Visitor visitor = at(Screen.DESK).add(secrets, Map.of("label", "herd"))) {
            Page page = visitor.page();
            visitor.search("herd");
            page.locator("th.tick .ui-chkbox-box").click();
            button(page.locator(".bulk"), "Bench").click();
            assertThat(page.locator("[id='bench:form']")).containsText("3 selected");
            submit(visitor, "bench");
            assertThat(page.locator(".ui-datatable-data .state-wait")).hasCount(3);

            button(page.locator(".bulk"), "Lift cool-downs").click();
            answer(visitor, "yes");
            assertThat(page.locator(".ui-datatable-data .state-good")).hasCount(3);
            assertThat(page.locator(".bulk")).isHidden();
        }
    }

    @Test
    void projectShowsAllItsUseAndCoolDownsAndLiftsThem() {
        String secret = Premises.key("whole");
        pollux.google().when(key(secret), model("gemini-3-pro-preview")).answer(Answers.noQuotaAtAll());
        try (Visitor visitor = at(Screen.DESK).add(secret, Map.of("label", "whole", "project", "p-whole"))) {
            List.of(FLASH, "gemini-2.5-pro", "gemini-2.5-flash-lite", "gemini-2.0-flash", "gemini-3-pro-preview")
                    .forEach(ProjectCareIT::call);
            visitor.search("whole");
            assertThat(visitor.row("whole").locator("td.today")).containsText("and 1 more models");
            visitor.row("whole").locator(".project-link").click();

            Locator state = visitor.page().locator("[id='project:state']");
            assertThat(state.locator(".uses tbody tr")).hasCount(4);
            assertThat(state.locator(".provenance")).hasText("Guessed by Pollux");
            state.locator(".lift").click();
            answer(visitor, "yes");
            assertThat(state.locator(".cooldown")).hasCount(0);
            assertThat(visitor.row("whole").locator(".cooldown")).hasCount(0);
        }
    }

    /** Three meetings ten seconds apart make a suspicion. */
    @Test
    void keysThatRunOutTogetherAreSuggestedToShareAProjectUntilSomebodyDecides() {
        List<String> secrets = List.of(Premises.key("twin-1"), Premises.key("twin-2"));
        pollux.google().when(keyContaining("twin")).answer(Answers.dailyQuota());
        try (Visitor visitor = at(Screen.DESK).add(String.join("\n", secrets), Map.of("label", "twin"))) {
            Locator hint = awaitHint(visitor, "gemini-first-");
            assertThat(hint).containsText("These 2 keys seem to share a Google project");
            assertThat(hint).containsText("twin 1");
            button(hint, "They do not").click();
            assertThat(hint).hasCount(0);
            visitor.page().reload();
            assertThat(hint).hasCount(0);

            visitor.add(Premises.key("twin-3"), Map.of("label", "twin 3"));
            awaitHint(visitor, "gemini-second-");
            assertThat(hint).containsText("These 3 keys seem to share a Google project");
            button(hint, "They share it").click();
            answer(visitor, "yes");
            assertThat(visitor.page().locator(".ui-growl-item").first()).containsText("Give the project a name");
            type(hint.locator("input"), "the-twins");
            button(hint, "They share it").click();
            answer(visitor, "yes");
            assertThat(hint).hasCount(0);
            assertThat(visitor.row("shared by 3 keys")).hasCount(3);
        }
    }

    @Test
    void everythingFitsOnAPhone() {
        String secret = Premises.key("slim");
        pollux.google().when(key(secret)).answer(Answers.dailyQuota());
        try (Visitor visitor = at(Screen.PHONE)
                .add(secret, Map.of("label", "slim", "project", "a-project-with-a-very-long-name-".repeat(5)))) {
            call("gemini-with-a-very-long-name-indeed-preview-" + "x".repeat(60));
            visitor.search("slim");
            assertThat(visitor.row("slim").locator(".cooldown")).isVisible();
            visitor.assertNoSidewaysScroll();

            visitor.row("slim").locator(".project-link").click();
            assertThat(visitor.page().locator(".limit-line")).isVisible();
            visitor.assertNoSidewaysScroll();
        }
    }

    private static Locator awaitHint(Visitor visitor, String models) {
        Locator hint = visitor.page().locator(".hint-card");
        long deadline = System.nanoTime() + 90_000_000_000L;
        for (int number = 0; hint.count() == 0; number++) {
            assertThat(System.nanoTime()).as("no hint").isLessThan(deadline);
            call(models + number);
            visitor.page().reload();
        }
        return hint;
    }

    /** What other tests of the same premises have left. */
    static void deleteAll(Visitor visitor) {
        if (visitor.page().locator(".empty").count() > 0) {
            return;
        }
        visitor.page().locator("th.tick .ui-chkbox-box").click();
        Locator bar = visitor.page().locator(".bulk");
        assertThat(bar).isVisible();
        boolean everything = bar.locator(".bulk-all").count() > 0;
        if (everything) {
            bar.locator(".bulk-all").click();
            assertThat(bar.locator(".bulk-all")).isHidden();
            visitor.settled();
        }
        button(bar, "Delete").click();
        if (everything) {
            visitor.page().fill("#proof_token", Pollux.ADMINISTRATOR);
            visitor.page().keyboard().press("Enter");
        }
        answer(visitor, "yes");
        assertThat(visitor.page().locator(".empty")).isVisible();
    }

    private static void bench(Visitor visitor, String label, String model, String amount, String unit) {
        visitor.row(label).locator("button[title=Bench]").click();
        type(visitor.page().locator("[id='bench:model']"), model);
        type(visitor.page().locator("[id='bench:amount']"), amount);
        visitor.page().selectOption("[id='bench:unit']", unit);
        submit(visitor, "bench");
        assertThat(visitor.page().locator("[id='bench:amount']")).isHidden();
    }

    /** A dialog that opens takes the focus a moment later, and with it what is being typed into its second field. */
    private static void type(Locator field, String text) {
        field.waitFor();
        field.evaluate("(input, text) => { input.value = text; }", text);
        assertThat(field).hasValue(text);
    }

    private static void submit(Visitor visitor, String form) {
        visitor.page().locator("[id='" + form + "'] .dialog-end button").last().click();
        visitor.settled();
    }

    private static void answer(Visitor visitor, String word) {
        visitor.page().locator(".ui-confirm-dialog .ui-confirmdialog-" + word).click();
        visitor.settled();
    }

    private static Bare call(String model) {
        return Bare.post(
                pollux.base(),
                "/v1beta/models/" + model + ":generateContent",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}");
    }

    private static Visitor at(Screen screen) {
        return Premises.visit(chromium, screen);
    }

    private static Locator button(Locator place, String words) {
        return place.locator("button", new Locator.LocatorOptions().setHasText(words));
    }
}
