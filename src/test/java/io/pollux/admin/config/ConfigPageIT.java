package io.pollux.admin.config;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pollux.settings.Setting;
import io.pollux.settings.Settings;
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

/** What an administrator does on the configuration page, in a real browser. Each test changes settings of its own. */
class ConfigPageIT {
    private static final String PASSWORD = "swordfish-canary";

    private static Pollux pollux;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        pollux = Pollux.start(
                "config",
                Map.of(
                        "PROXIES_USE_CONSISTENCY_HASH_BY_API_KEY",
                        "true",
                        "CUSTOM_HEADERS",
                        "{\"X-Canary\":\"" + PASSWORD + "\"}",
                        "SMMS_SECRET_TOKEN",
                        PASSWORD));
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
        pollux.close();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void everySettingIsThereAndFitsTheScreen(Screen screen) {
        try (Visitor visitor = at(screen, "/config")) {
            Page page = visitor.page();
            assertThat(page.locator(".setting")).hasCount(Settings.all().size());
            for (String group : page.locator(".config-groups a").all().stream()
                    .map(link -> link.getAttribute("data-group"))
                    .toList()) {
                page.locator(".config-groups a[data-group=" + group + "]").click();
                assertThat(page.locator(".config-group[data-group=" + group + "]"))
                        .isVisible();
                Object over = page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(((Number) over).intValue()).as(group).isZero();
            }
            for (Setting<?> setting : Settings.all()) {
                boolean editable = setting.scope() == Setting.Scope.LIVE || setting.scope() == Setting.Scope.AT_START;
                int controls = page.locator("#s-" + setting.name() + " .setting-editor :is(input, select, button)")
                        .count();
                assertThat(controls > 0).as(setting.name()).isEqualTo(editable);
            }
        }
    }

    @Test
    void secretsAreNeverInThePage() {
        try (Visitor visitor = at(Screen.DESK, "/config")) {
            String content = visitor.page().content();
            assertThat(content)
                    .contains("sk-cli...y-4711")
                    .doesNotContain(Pollux.TOKEN, Pollux.OTHER_TOKEN, Pollux.ADMINISTRATOR, PASSWORD, Pollux.KEY_MARK);
            assertThat(visitor.page().locator("#s-API_KEYS a[href$='/keys']")).hasCount(1);
            visitor.page().navigate("/config?group=database");
            assertThat(visitor.page().locator("#s-POLLUX_MASTER_KEY")).containsText("Read from the environment only");
        }
    }

    @Test
    void wrongValueIsSaidWhileItIsTyped() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=calls")) {
            Page page = visitor.page();
            page.fill("#s-BASE_URL input", "ftp://elsewhere");
            assertThat(page.locator("#f-BASE_URL")).containsText("http or https address");
            assertThat(page.locator("#s-BASE_URL input")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#config_review")).isDisabled();

            page.fill("#s-MAX_RETRIES input", "11");
            assertThat(page.locator("#f-MAX_RETRIES")).containsText("from 0 to 10");
            assertThat(page.locator("#config_bad")).hasText("2 cannot be saved as they are");

            page.locator("#config_discard").click();
            assertThat(page.locator("#config_bar")).isHidden();
            assertThat(page.locator("#f-MAX_RETRIES")).isHidden();
            assertThat(page.locator("#s-MAX_RETRIES input")).hasValue("3");
        }
    }

    @Test
    void differencesAreShownSavedRememberedAndTakenBack() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=keys")) {
            Page page = visitor.page();
            page.fill("#s-MAX_FAILURES input", "7");
            page.locator("#s-POLLUX_QUOTA_GUARD input").click();
            page.selectOption("#s-POLLUX_KEY_STRATEGY select", "least-used");
            review(page);
            assertThat(page.locator("#config_differences > li")).hasCount(3);
            assertThat(page.locator("#config_differences [data-name=MAX_FAILURES] del"))
                    .hasText("3");
            assertThat(page.locator("#config_differences [data-name=MAX_FAILURES] ins"))
                    .hasText("7");
            save(page);

            assertThat(page.locator("#s-MAX_FAILURES input")).hasValue("7");
            assertThat(page.locator("#s-MAX_FAILURES .source")).hasText("database");
            assertThat(page.locator("#s-POLLUX_QUOTA_GUARD input")).not().isChecked();

            page.locator(".config-groups a[data-group=history]").click();
            Locator line = page.locator(".change[data-name=MAX_FAILURES]").first();
            assertThat(line).containsText("administrator, 127.0.0.1");
            line.locator(".change-back").click();
            page.locator("#config_back_go").click();
            told(page, "Taken back");
            assertThat(page.locator("#s-MAX_FAILURES input")).hasValue("3");
            assertThat(page.locator("#s-MAX_FAILURES .source")).hasText("default");

            page.locator(".config-groups a[data-group=keys]").click();
            page.fill("#s-MAX_FAILURES input", "8");
            review(page);
            save(page);
            page.locator(".config-groups a[data-group=history]").click();
            page.locator(".change[data-name=MAX_FAILURES] .change-back").last().click();
            page.locator("#config_back_go").click();
            assertThat(page.locator("#told_container")).containsText("changed again since then");
        }
    }

    @Test
    void secondOfTwoAdministratorsIsToldAndNothingIsSavedHalfWay() {
        try (Visitor ada = at(Screen.DESK, "/config?group=calls");
                Visitor bob = at(Screen.DARK_DESK, "/config?group=calls")) {
            bob.page().fill("#s-POLLUX_WAIT_FOR_KEY input", "30");
            bob.page().fill("#s-POLLUX_MOST_WAITING input", "500");
            ada.page().fill("#s-POLLUX_WAIT_FOR_KEY input", "20");
            review(ada.page());
            save(ada.page());

            review(bob.page());
            bob.page().locator("#config_save").click();
            assertThat(bob.page().locator("#config_told")).containsText("Somebody else has changed this");
            Locator conflict = bob.page().locator(".difference-conflict");
            assertThat(conflict).hasCount(1);
            assertThat(conflict).containsText("Changed meanwhile by administrator");
            assertThat(conflict.locator("ins").last()).hasText("20");

            ada.page().reload();
            assertThat(ada.page().locator("#s-POLLUX_MOST_WAITING input")).hasValue("1000");
            assertThat(ada.page().locator("#s-POLLUX_WAIT_FOR_KEY input")).hasValue("20");

            conflict.locator("button", new Locator.LocatorOptions().setHasText("Take theirs"))
                    .click();
            save(bob.page());
            assertThat(bob.page().locator("#s-POLLUX_MOST_WAITING input")).hasValue("500");
            assertThat(bob.page().locator("#s-POLLUX_WAIT_FOR_KEY input")).hasValue("20");
        }
    }

    @Test
    void listsThatTwoHaveChangedCanBeJoined() {
        try (Visitor ada = at(Screen.DESK, "/config?group=models");
                Visitor bob = at(Screen.DESK, "/config?group=models")) {
            add(ada.page(), "THINKING_MODELS", "gemini-ada");
            add(bob.page(), "THINKING_MODELS", "gemini-bob");
            review(ada.page());
            save(ada.page());
            review(bob.page());
            bob.page().locator("#config_save").click();
            bob.page()
                    .locator(".difference-conflict button", new Page.LocatorOptions().setHasText("Keep both"))
                    .click();
            save(bob.page());
            assertThat(bob.page().locator("#s-THINKING_MODELS .item code"))
                    .hasText(new String[] {"gemini-ada", "gemini-bob"});
        }
    }

    @Test
    void tokenIsMadeShownOnceAndGoodAtOnceUntilItIsRemoved() {
        String token;
        try (Visitor visitor = at(Screen.DESK, "/config")) {
            Page page = visitor.page();
            page.locator("#s-ALLOWED_TOKENS .more button").first().click();
            token = page.locator("#s-ALLOWED_TOKENS .item-new code").textContent();
            assertThat(token).matches("sk-[A-Za-z0-9]{48}");
            assertThat(status(token)).isEqualTo(401);
            review(page);
            save(page);
            assertThat(status(token)).isEqualTo(200);
            assertThat(status(Pollux.TOKEN)).isEqualTo(200);
            assertThat(page.content()).doesNotContain(token);
            assertThat(page.locator("#s-ALLOWED_TOKENS .item")).hasCount(3);

            page.locator("#s-ALLOWED_TOKENS .item").last().locator(".copy").click();
            review(page);
            save(page);
            assertThat(page.locator("#s-ALLOWED_TOKENS .item")).hasCount(2);
            page.locator(".config-groups a[data-group=history]").click();
            assertThat(page.locator(".change[data-name=ALLOWED_TOKENS]").first())
                    .containsText("secrets are not kept");
        }
        assertThat(status(token)).isEqualTo(401);
        assertThat(status(Pollux.TOKEN)).isEqualTo(200);
    }

    @Test
    void secretIsReplacedAndTakenAwayWithoutBeingShown() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=images")) {
            Page page = visitor.page();
            assertThat(page.locator("#s-SMMS_SECRET_TOKEN input")).hasValue("");
            assertThat(page.locator("#s-SMMS_SECRET_TOKEN input"))
                    .hasAttribute("placeholder", Pattern.compile("A value is set.*"));
            page.fill("#s-SMMS_SECRET_TOKEN input", "another-" + PASSWORD);
            review(page);
            assertThat(page.locator("#config_differences")).not().containsText(PASSWORD);
            save(page);
            assertThat(page.content()).doesNotContain(PASSWORD);

            page.locator("#s-SMMS_SECRET_TOKEN button").first().click();
            review(page);
            save(page);
            assertThat(page.locator("#s-SMMS_SECRET_TOKEN input"))
                    .hasAttribute("placeholder", Pattern.compile("No value.*"));
        }
    }

    @Test
    void listsTakeAndLoseManyAtOnce() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=models")) {
            Page page = visitor.page();
            Locator setting = page.locator("#s-FILTERED_MODELS");
            bulk(page, setting, "one-model, two-model\nthree-model one-model", "#config_bulk_add");
            assertThat(setting.locator(".item")).hasCount(8);
            bulk(page, setting, "two-model\nbison text-bison-001", "#config_bulk_remove");
            assertThat(setting.locator(".item")).hasCount(6);
            review(page);
            assertThat(page.locator("#config_differences del")).hasText(new String[] {"− text-bison-001"});
            assertThat(page.locator("#config_differences ins")).hasCount(2);
            save(page);

            setting.locator(".setting-end button", new Locator.LocatorOptions().setHasText("Reset"))
                    .click();
            review(page);
            save(page);
            assertThat(setting.locator(".item")).hasCount(5);
            assertThat(setting.locator(".source")).hasText("default");
        }
    }

    @Test
    void modelsArePickedFromThoseThatGoogleLists() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=models")) {
            Page page = visitor.page();
            page.locator("#s-IMAGE_MODELS .more button").first().click();
            page.locator("#config_models label").nth(4).waitFor();
            page.fill("#config_picker_search", "2.5-pro");
            page.locator("#config_models input[value='gemini-2.5-pro']").check();
            page.locator("#config_picker_take").click();
            assertThat(page.locator("#s-IMAGE_MODELS .item").last()).containsText("gemini-2.5-pro");
            page.locator("#s-IMAGE_MODELS .setting-end button").first().click();
            assertThat(page.locator("#config_bar")).isHidden();
        }
    }

    @Test
    void proxiesAreTriedOnTheSpot() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=calls")) {
            Page page = visitor.page();
            add(page, "PROXIES", "http://ada:" + PASSWORD + "@127.0.0.1:9");
            page.locator("#s-PROXIES .more button").first().click();
            assertThat(page.locator("#s-PROXIES .trial-bad")).containsText("does not lead to Google");
            page.locator("#config_discard").click();
        }
    }

    @Test
    void linesOfFieldsBecomeMapsAndLists() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=models")) {
            Page page = visitor.page();
            line(page, "THINKING_BUDGET_MAP", "name", "gemini-2.5-pro");
            page.fill("#s-THINKING_BUDGET_MAP [data-field=budget]", "40000");
            assertThat(page.locator("#f-THINKING_BUDGET_MAP")).containsText("32767");
            page.fill("#s-THINKING_BUDGET_MAP [data-field=budget]", "2000");
            page.locator("#s-SAFETY_SETTINGS .more button").click();
            page.selectOption("#s-SAFETY_SETTINGS [data-field=threshold]", "BLOCK_NONE");
            page.locator(".config-groups a[data-group=keys]").click();
            line(page, "POLLUX_QUOTA_LIMITS", "name", "gemini-x*");
            page.fill("#s-POLLUX_QUOTA_LIMITS [data-field=rpd]", "20");
            review(page);
            save(page);

            page.locator(".config-groups a[data-group=history]").click();
            assertThat(page.locator(".change[data-name=THINKING_BUDGET_MAP] ins")
                            .first())
                    .hasText("{\"gemini-2.5-pro\":2000}");
            assertThat(page.locator(".change[data-name=POLLUX_QUOTA_LIMITS] ins")
                            .first())
                    .hasText("{\"gemini-x*\":{\"rpd\":20}}");
            assertThat(page.locator(".change[data-name=SAFETY_SETTINGS] ins").first())
                    .hasText("[{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"BLOCK_NONE\"}]");
        }
    }

    @Test
    void searchNarrowsWithoutLoadingAndTheAddressCanBeSent() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=calls")) {
            Page page = visitor.page();
            page.evaluate("() => { window.stayed = true; }");
            page.fill("#config_search", "proxy");
            assertThat(page.locator(".setting:visible")).hasCount(2);
            page.fill("#config_search", "time out");
            assertThat(page.locator("#s-TIME_OUT")).isVisible();
            assertThat(page).hasURL(Pattern.compile(".*/config\\?group=calls&q=time\\+out"));
            assertThat(page.evaluate("() => window.stayed")).isEqualTo(true);

            page.reload();
            assertThat(page.locator("#s-TIME_OUT")).isVisible();
            assertThat(page.locator("#s-MAX_RETRIES")).isHidden();
            page.fill("#config_search", "nothing of that kind");
            page.locator("#config_clear").click();
            assertThat(page.locator(".config-group[data-group=access]")).isVisible();
            page.goBack();
            assertThat(page.locator("#config_none")).isVisible();
        }
    }

    @Test
    void administratorsTokenIsChangedAfterItHasBeenGivenAgain() {
        String other = "sk-admin-canary-another";
        changeToken(Pollux.ADMINISTRATOR, other);
        try {
            assertThat(status(Pollux.ADMINISTRATOR)).isEqualTo(401);
            assertThat(status(other)).isEqualTo(200);
        } finally {
            changeToken(other, Pollux.ADMINISTRATOR);
        }
        try (Visitor visitor = at(Screen.DESK, "/config?group=history")) {
            assertThat(visitor.page().locator(".change[data-name=AUTH_TOKEN]")).hasCount(2);
        }
    }

    @Test
    void nobodyChangesAnythingWithoutALogInOrFromElsewhere() {
        String body = "{\"wishes\":{\"STREAM_CHUNK_SIZE\":\"9\"}}";
        Bare stranger = Bare.send(pollux.base(), "POST", "/config/save", "Content-Type: application/json\r\n", body);
        assertThat(stranger.json().path("leave").asText()).isEqualTo("/?login=needed");
        assertThat(Bare.send(pollux.base(), "GET", "/config", "", "").status()).isEqualTo(302);
        try (Visitor visitor = at(Screen.DESK, "/config?group=streams")) {
            Object answer = visitor.page()
                    .evaluate(
                            "body => fetch('/config/save', {method: 'POST', body}).then(answer => answer.text())",
                            body);
            assertThat((String) answer).startsWith("{\"leave\":\"/?login=");
            visitor.page().reload();
            assertThat(visitor.page().locator("#s-STREAM_CHUNK_SIZE input")).hasValue("5");
        }
    }

    @Test
    void whereKeysAreSentIsChangedAfterTheTokenHasBeenGivenAgain() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=calls")) {
            Page page = visitor.page();
            page.fill("#s-VERTEX_EXPRESS_BASE_URL input", "http://127.0.0.1:9/v1");
            review(page);
            page.locator("#config_save").click();
            page.fill("#proof_token", "not-the-token");
            page.locator("#proof button[type=submit]").click();
            assertThat(page.locator("#proof_fault")).isVisible();
            assertThat(page.locator("#config_dialog")).isVisible();
            page.fill("#proof_token", Pollux.ADMINISTRATOR);
            page.locator("#proof button[type=submit]").click();
            told(page, "Saved");
            assertThat(page.locator("#s-VERTEX_EXPRESS_BASE_URL input")).hasValue("http://127.0.0.1:9/v1");
        }
    }

    @Test
    void endOfTheLogInIsSaidAndLeadsBackToTheSameGroup() {
        try (Visitor visitor = at(Screen.DESK, "/config?group=streams")) {
            Page page = visitor.page();
            String cookie = visitor.context().cookies().get(0).value;
            Bare.send(pollux.base(), "POST", "/logout", "Cookie: pollux-session=" + cookie + "\r\n", "");
            page.fill("#s-STREAM_CHUNK_SIZE input", "9");

            page.waitForURL(Pattern.compile(".*/\\?login=undone&to=%2Fconfig%3Fgroup%3Dstreams$"));
            assertThat(page.locator("[role=alert]")).containsText("was not carried out");
        }
    }

    private static void changeToken(String from, String to) {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Screen.DESK).logIn(from)) {
            Page page = visitor.page();
            page.navigate("/config");
            page.locator("#config_admin_open").click();
            page.fill("#config_admin_token", to);
            page.locator("#config_admin button[type=submit]").click();
            page.fill("#proof_token", from);
            page.locator("#proof button[type=submit]").click();
            page.waitForURL(Pattern.compile(".*/\\?login=.*"));
        }
    }

    private static void review(Page page) {
        page.locator("#config_review").click();
        assertThat(page.locator("#config_dialog")).isVisible();
    }

    private static void save(Page page) {
        page.locator("#config_save").click();
        told(page, "Saved");
        assertThat(page.locator("#config_bar")).isHidden();
    }

    /** The page has been loaded anew, and says what for. */
    private static void told(Page page, String words) {
        assertThat(page.locator("#told_container")).containsText(words);
    }

    private static void add(Page page, String setting, String item) {
        page.fill("#s-" + setting + " .entry", item);
        page.press("#s-" + setting + " .entry", "Enter");
    }

    private static void line(Page page, String setting, String field, String text) {
        page.locator("#s-" + setting + " .more button").click();
        page.locator("#s-" + setting + " [data-field=" + field + "]").last().fill(text);
    }

    private static void bulk(Page page, Locator setting, String text, String button) {
        setting.locator(".more button").last().click();
        page.fill("#config_bulk_text", text);
        page.locator(button).click();
    }

    private static Visitor at(Screen screen, String address) {
        Visitor visitor = new Visitor(chromium, pollux.base(), screen).logIn(Pollux.ADMINISTRATOR);
        visitor.page().navigate(address);
        return visitor;
    }

    private static int status(String token) {
        return Bare.send(pollux.base(), "GET", "/v1/models", "Authorization: Bearer " + token + "\r\n", "")
                .status();
    }
}
