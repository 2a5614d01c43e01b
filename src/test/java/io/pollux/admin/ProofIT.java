package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.pollux.testing.Bare;
import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The token given again, and what becomes of a page whose log-in has ended. */
class ProofIT {
    private static final String ADDRESS = "/auth/again";

    private static Pollux pollux;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        pollux = Premises.open();
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void buttonWaitsForTheTokenAndThenDoesItsWorkOnce(Screen screen) {
        try (Visitor visitor = visitor(screen)) {
            Page page = visitor.page();
            putButton(page);
            page.click("#secret");
            assertThat(page.locator("#proof")).isVisible();
            assertThat(page.locator("#proof_token")).isFocused();
            page.fill("#proof_token", "not-the-token");
            page.keyboard().press("Enter");
            assertThat(page.locator("#proof_fault")).containsText("not the administrator's");
            assertThat(page.locator("#secret")).hasText("0");

            page.fill("#proof_token", Pollux.ADMINISTRATOR);
            page.keyboard().press("Enter");
            assertThat(page.locator("#secret")).hasText("1");
            assertThat(page.locator("#proof")).isHidden();
            assertThat(page.locator("#proof_token")).hasValue("");

            page.click("#secret");
            assertThat(page.locator("#secret")).hasText("2");
            assertThat(page.locator("#proof")).isHidden();
        }
    }

    @Test
    void whoDoesNotGiveItGetsNothing() {
        try (Visitor visitor = visitor(Screen.DESK)) {
            Page page = visitor.page();
            putButton(page);
            page.click("#secret");
            page.locator("#proof").waitFor();
            page.keyboard().press("Escape");
            assertThat(page.locator("#proof")).isHidden();
            page.click("#secret");
            page.click("#proof [data-close]");
            assertThat(page.locator("#proof")).isHidden();
            assertThat(page.locator("#secret")).hasText("0");
            assertThat(page.evaluate("() => fetch('/auth/again', {headers: pollux.headers()}).then(a => a.text())"))
                    .isEqualTo("{\"given\":false}");
        }
    }

    @Test
    void proofIsOfOneSessionOnly() {
        try (Visitor one = visitor(Screen.DESK);
                Visitor other = visitor(Screen.DESK)) {
            putButton(one.page());
            one.page().click("#secret");
            one.page().fill("#proof_token", Pollux.ADMINISTRATOR);
            one.page().keyboard().press("Enter");
            assertThat(one.page().locator("#secret")).hasText("1");

            putButton(other.page());
            other.page().click("#secret");
            assertThat(other.page().locator("#proof")).isVisible();
        }
    }

    @Test
    void nobodyElseGivesOrAsks() {
        try (Visitor visitor = visitor(Screen.DESK)) {
            String cookie = "Cookie: pollux-session=" + session(visitor) + "\r\n";
            String token =
                    "X-Pollux-Page: " + visitor.page().locator("#proof").getAttribute("data-page-token") + "\r\n";

            assertThat(again("")).contains("\"leave\":\"/?login=needed\"");
            assertThat(again(cookie)).as("without the page's token").contains("\"leave\"");
            assertThat(again(cookie + "X-Pollux-Page: 00\r\n")).contains("\"leave\"");
            assertThat(again(cookie + token + "Origin: https://evil.test\r\n")).contains("\"leave\"");
            assertThat(again(token)).as("without the session").contains("\"leave\"");
            assertThat(again(cookie + token)).isEqualTo("{\"given\":true,\"wait\":0}");
            assertThat(pollux.log()).doesNotContain(Pollux.ADMINISTRATOR);
        }
    }

    @Test
    void tooManyWrongTokensMakeItWait() {
        try (Pollux guessed = Pollux.start("proof-guessed", Map.of());
                Visitor visitor = new Visitor(chromium, guessed.base(), Screen.DESK).logIn(Pollux.ADMINISTRATOR)) {
            Page page = visitor.page();
            putButton(page);
            page.click("#secret");
            for (int tries = 0; tries < 5; tries++) {
                page.fill("#proof_token", "guess" + tries);
                page.waitForResponse("**" + ADDRESS, () -> page.keyboard().press("Enter"));
            }
            page.fill("#proof_token", Pollux.ADMINISTRATOR);
            page.keyboard().press("Enter");
            assertThat(page.locator("#proof_fault")).containsText(Pattern.compile("Wait \\d+ s"));
            assertThat(page.locator("#secret")).hasText("0");
        }
    }

    @Test
    void buttonPressedAfterTheLogInEndedLeadsToTheLoginAndBackToTheSameView() {
        try (Visitor visitor = visitor(Screen.DESK)) {
            Page page = visitor.page();
            page.navigate("/keys?sort=-uses");
            endLogIn(visitor);
            page.locator(".count-OFF").click();
            page.waitForURL(Pattern.compile(".*/\\?login=undone&to=.*"));
            assertThat(page.locator("[role=alert]")).containsText("was not carried out");

            page.fill("#auth_token", Pollux.ADMINISTRATOR);
            page.click("button.big-button");
            page.waitForURL(Pattern.compile(".*/keys\\?sort=-uses$"));
        }
    }

    @Test
    void secretAskedForAfterTheLogInEndedLeadsToTheLoginAndBack() {
        try (Visitor visitor = visitor(Screen.DESK)) {
            Page page = visitor.page();
            page.navigate("/keys?state=off");
            putButton(page);
            endLogIn(visitor);
            page.click("#secret");
            page.waitForURL(Pattern.compile(".*/\\?login=undone&to=%2Fkeys%3Fstate%3Doff$"));
        }
    }

    @Test
    void deletionAskedForAfterTheLogInEndedLeadsToTheLoginAndBack() {
        try (Visitor visitor = visitor(Screen.DESK)) {
            Page page = visitor.page();
            page.navigate("/logs?span=all");
            page.waitForFunction("() => window.pollux.ask");
            endLogIn(visitor);
            page.evaluate("() => { document.querySelector('#erase form').elements.scope[1].checked = true;"
                    + " document.querySelector('#erase [data-everything]').dataset.everything = 'false';"
                    + " document.querySelector('#erase form').requestSubmit(); }");
            page.waitForURL(Pattern.compile(".*/\\?login=undone&to=%2Flogs%3Fspan%3Dall$"));
        }
    }

    private static Visitor visitor(Screen screen) {
        return Premises.visit(chromium, screen);
    }

    /** One that counts how often it was allowed to work. */
    private static void putButton(Page page) {
        page.evaluate("() => { const b = document.createElement('button'); b.id = 'secret'; b.textContent = '0';"
                + " b.dataset.proof = ''; b.onclick = () => { b.textContent = Number(b.textContent) + 1; };"
                + " document.querySelector('#content').prepend(b); }");
    }

    private static String session(Visitor visitor) {
        return visitor.context().cookies().get(0).value;
    }

    private static void endLogIn(Visitor visitor) {
        Bare answer =
                Bare.send(pollux.base(), "POST", "/logout", "Cookie: pollux-session=" + session(visitor) + "\r\n", "");
        assertThat(answer.status()).isEqualTo(302);
    }

    private static String again(String headers) {
        return Bare.send(
                        pollux.base(),
                        "POST",
                        ADDRESS,
                        headers + "Content-Type: application/x-www-form-urlencoded\r\n",
                        "auth_token=" + Pollux.ADMINISTRATOR)
                .body();
    }
}
