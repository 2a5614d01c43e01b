package io.pollux.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
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

/** Pages in the language that the browser asks for, or that the reader chooses, in a real browser. */
class LanguageIT {
    private static final Pollux POLLUX = Premises.open();
    private static final String CHINESE = "zh-CN";
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
    void chineseBrowserIsAnsweredInChinese() {
        try (Visitor visitor = new Visitor(chromium, POLLUX.base(), Screen.DESK, CHINESE)) {
            Page page = visitor.page();
            page.navigate("/");
            assertThat(page.locator("html")).hasAttribute("lang", "zh");
            assertThat(page.locator("h1")).hasText("登录");
            page.fill("#auth_token", "sk-not-the-administrators");
            page.locator("button.big-button").click();
            assertThat(page.locator(".note")).hasText("这不是管理员令牌。");

            visitor.logIn(Pollux.ADMINISTRATOR).add(Premises.key("chinese"), Map.of("label", "来自浏览器"));
            assertThat(page.locator("html")).hasAttribute("lang", "zh");
            assertThat(page).hasTitle(Pattern.compile("^密钥 · .*"));
            assertThat(page.locator("h1")).hasText("密钥");
            visitor.search("来自浏览器");
            assertThat(visitor.row("来自浏览器").locator(".state")).hasText("可用");
            // PrimeFaces' own words, from its own file.
            assertThat(page.locator(".ui-paginator-next").first()).hasAttribute("aria-label", "下一页");

            visitor.row("来自浏览器").locator("button[title=删除]").click();
            page.locator(".ui-confirmdialog-yes").click();
            assertThat(page.locator(".ui-growl-title").last()).hasText("已删除 1 个密钥。");
        }
    }

    @Test
    void choiceOnThePageIsKept() {
        try (Visitor visitor = new Visitor(chromium, POLLUX.base(), Screen.DESK).logIn(Pollux.ADMINISTRATOR)) {
            Page page = visitor.page();
            page.navigate("/logs?view=errors&span=week");
            assertThat(page.locator("h1")).hasText("Logs");

            choose(page, "zh");
            page.waitForURL("**/logs?view=errors&span=week");
            assertThat(page.locator("h1")).hasText("日志");
            assertThat(page.locator(".languages [aria-current=true]")).hasText("简体中文");
            page.navigate("/keys");
            assertThat(page.locator("h1")).hasText("密钥");

            choose(page, "en");
            assertThat(page.locator("h1")).hasText("Keys");
        }
    }

    @Test
    void choiceBeforeTheLogInForgetsNothing() {
        try (Visitor visitor = new Visitor(chromium, POLLUX.base(), Screen.PHONE)) {
            Page page = visitor.page();
            page.navigate("/logs?span=week");
            choose(page, "zh");
            assertThat(page.locator("h1")).hasText("登录");
            page.fill("#auth_token", Pollux.ADMINISTRATOR);
            page.locator("button.big-button").click();
            page.waitForURL("**/logs?span=week");
            assertThat(page.locator("h1")).hasText("日志");
        }
    }

    @Test
    void listOfLanguagesClosesByEscape() {
        try (Visitor visitor = new Visitor(chromium, POLLUX.base(), Screen.DESK)) {
            Page page = visitor.page();
            page.navigate("/");
            page.locator(".languages summary").click();
            assertThat(page.locator(".languages-list")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator(".languages-list")).isHidden();
            assertThat(page.locator(".languages summary")).isFocused();
        }
    }

    @Test
    void choiceWorksWithoutAScript() {
        try (BrowserContext context = chromium.browser()
                .newContext(new NewContextOptions()
                        .setBaseURL(POLLUX.base().toString())
                        .setJavaScriptEnabled(false)
                        .setLocale("en-GB"))) {
            Page page = context.newPage();
            page.navigate("/login");
            choose(page, "zh");
            assertThat(page.locator("h1")).hasText("登录");
            Cookie kept = context.cookies().stream()
                    .filter(cookie -> cookie.name.equals(Languages.COOKIE))
                    .findFirst()
                    .orElseThrow();
            assertThat(kept.value).isEqualTo("zh");
            assertThat(kept.httpOnly).isTrue();
        }
    }

    @Test
    void strangeLanguagesLeadBackAndChangeNothing() {
        for (String wish : new String[] {"", "to=xx", "to=../../etc", "to=zh%0d%0aX:y"}) {
            Bare answer = Bare.send(
                    POLLUX.base(),
                    "POST",
                    "/language",
                    "Content-Type: application/x-www-form-urlencoded\r\nReferer: https://evil.test//evil.test/x\r\n",
                    wish);
            assertThat(answer.status()).as(wish).isEqualTo(302);
            assertThat(answer.head()).as(wish).doesNotContain("pollux-language", "evil");
        }
    }

    private static void choose(Page page, String language) {
        page.locator(".languages summary").click();
        page.locator(".languages button[value=" + language + "]").click();
    }
}
