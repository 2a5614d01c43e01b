package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Somebody at a browser who minds everything that the browser complains of: errors on the console, of the content policy
 * and of scripts, and answers that say they failed.
 */
public final class Visitor implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    public Visitor(Chromium chromium, URI base, Screen screen) {
        this(chromium, base, screen, "en-GB");
    }

    /** @param language what the browser asks for */
    public Visitor(Chromium chromium, URI base, Screen screen, String language) {
        this.context = chromium.browser()
                .newContext(new NewContextOptions()
                        .setBaseURL(base.toString())
                        .setViewportSize(screen.width, screen.height)
                        .setColorScheme(screen.scheme)
                        .setLocale(language)
                        .setTimezoneId("Asia/Shanghai"));
        this.page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("script: " + error));
        page.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(response.status() + " " + response.url());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(base.toString()) && !request.url().startsWith("data:")) {
                complaints.add("another host: " + request.url());
            }
        });
    }

    /** What it looks at. */
    public enum Screen {
        DESK(1280, 800, ColorScheme.LIGHT),
        DARK_DESK(1280, 800, ColorScheme.DARK),
        PHONE(360, 740, ColorScheme.LIGHT);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Screen(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    /** The addresses of the bar at the top. */
    public List<String> pages() {
        return page.locator("header nav a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    public List<String> complaints() {
        return complaints;
    }

    /** Looks at the keys then. */
    public Visitor logIn(String administrator) {
        return logIn(administrator, "/keys");
    }

    /** Goes to a page and logs in on the way. */
    public Visitor logIn(String administrator, String address) {
        page.navigate(address);
        page.fill("#auth_token", administrator);
        page.click("button.big-button");
        page.waitForURL(wanted -> wanted.endsWith(address));
        return this;
    }

    /** Pastes a text into the dialog, and closes that again. */
    public Visitor add(String text, Map<String, String> traits) {
        openDialog();
        page.fill("[id='add:pasted']", text);
        traits.forEach((field, value) -> page.fill("[id='add:" + field + "']", value));
        send();
        closeDialog();
        return this;
    }

    /** Waits for the focus too: it comes last, and would take what is being typed elsewhere with it. */
    public void openDialog() {
        page.locator(".page-actions button").click();
        page.waitForFunction("() => document.activeElement.id === 'add:pasted'");
    }

    /** Has the text looked at, and adds what can be added. */
    public void send() {
        look();
        if (page.locator("[id='add:store']").isVisible()) {
            page.locator("[id='add:store']").click();
            page.locator("[class*=outcome-]").first().waitFor();
        }
    }

    /** Has the text looked at. */
    public void look() {
        page.locator("[id='add:look']").click();
        page.locator("[class*=look-]").first().waitFor();
        settled();
    }

    public void closeDialog() {
        page.locator("[id='add'] .dialog-end button").first().click();
        page.locator("[id='add:pasted']")
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN));
    }

    /** Types into the search field and waits until the table has followed. */
    public Visitor search(String text) {
        page.fill("[id='keys:text']", text);
        page.waitForURL(Pattern.compile(".*[?&]q=.*"));
        settled();
        return this;
    }

    public Locator row(String label) {
        return page.locator(".ui-datatable-data tr").filter(new Locator.FilterOptions().setHasText(label));
    }

    public Locator rows() {
        return page.locator(".ui-datatable-data tr[data-ri]");
    }

    /** Nothing is wider than the screen. */
    public void assertNoSidewaysScroll() {
        Object over =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) over).intValue()).as("wider than the screen").isZero();
    }

    /** Waits until nothing is on its way any more. */
    public Visitor settled() {
        page.waitForFunction("() => !window.PrimeFaces || PrimeFaces.ajax.Queue.isEmpty()");
        return this;
    }

    @Override
    public void close() {
        String left = page.content();
        context.close();
        assertThat(complaints).isEmpty();
        assertThat(left).doesNotContainPattern("AIzaSy[0-9A-Za-z_-]{33}");
    }
}
