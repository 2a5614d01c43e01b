package io.pollux.admin.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.ReceivedCall;
import io.pollux.testing.ReceivedCall.End;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Talking to models from the page, in a real browser. Each test has a model of its own. */
class PlaygroundIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** How long Pollux lets Google be silent: longer than a test takes. */
    private static final Duration SILENCE = Duration.ofSeconds(80);

    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    private static Pollux pollux;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        pollux = Pollux.start("playground", Map.of("TIME_OUT", Long.toString(SILENCE.toSeconds())));
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
        pollux.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini", "openai"})
    void answerStandsThereWithItsCostAndTheLogHasItAsTheAdministrators(String dialect) {
        String name = "gemini-play-" + dialect;
        pollux.google().when(model(name)).answer(Answers.pieces("It ", "works")).always();
        try (Visitor visitor = at(Screen.DESK, name, dialect)) {
            Page page = visitor.page();
            page.fill("#system", "Be short");
            page.fill("#temperature", "0.5");
            page.fill("#most", "77");
            say(page, "Hello " + dialect);

            Locator answer = page.locator(".turn-model");
            assertThat(answer.locator(".turn-body")).hasText("It works");
            assertThat(answer.locator(".turn-figures")).containsText("tokens in");
            page.click("#tab-answer");
            assertThat(page.locator("#answer_line")).containsText("200 · text/event-stream");
            assertThat(page.locator("#answer_body")).containsText("data: {");
            page.click("#tab-request");
            assertThat(page.locator("#request_body")).containsText("Hello " + dialect);
            assertThat(page.locator("#request_line"))
                    .containsText(dialect.equals("gemini") ? ":streamGenerateContent" : "/v1/chat/completions");

            var asked = last(name).json();
            assertThat(asked.at("/generationConfig/temperature").asDouble()).isEqualTo(0.5);
            assertThat(asked.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(77);
            assertThat(asked.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be short");
            assertThat(last(name).headers()).doesNotContainKeys("x-pollux-page", "cookie");

            String log = answer.locator(".turn-log").getAttribute("href");
            Locator line = lineOf(page, log);
            assertThat(line).containsText("administrator");
            assertThat(line).containsText(name);
        }
    }

    @Test
    void answerGrowsWhileItComesAndStopEndsItAtGoogleToo() {
        String name = "gemini-play-stop";
        String[] pieces = new String[600];
        Arrays.setAll(pieces, piece -> "piece" + piece + " ");
        pollux.google()
                .when(model(name))
                .answer(Answers.pieces(pieces).betweenEvents(Duration.ofMillis(100)))
                .always();
        try (Visitor visitor = at(Screen.DESK, name, "gemini")) {
            Page page = visitor.page();
            page.fill("#message", "Count");
            page.keyboard().press("Control+Enter");
            Locator body = page.locator(".turn-model .turn-body");
            assertThat(body).containsText("piece1 ");
            assertThat(page.locator(".turn-model")).hasAttribute("aria-busy", "true");
            assertThat(body).not().containsText("piece599");

            page.click("#stop");
            assertThat(page.locator(".turn-model .turn-note")).hasText("Stopped by you.");
            assertThat(page.locator("#send")).isVisible();
            ReceivedCall call = last(name);
            assertThat(call.awaitEnd(SOON)).isEqualTo(End.CLIENT_LEFT);
            assertThat(call.eventsSent()).isLessThan(600);
        }
    }

    @Test
    void conversationGoesOnAndCanBeTakenBack() {
        String name = "gemini-play-turns";
        pollux.google().when(model(name)).answer(Answers.text("first answer")).once();
        pollux.google().when(model(name)).answer(Answers.text("second answer")).always();
        try (Visitor visitor = at(Screen.DESK, name, "gemini")) {
            Page page = visitor.page();
            say(page, "one");
            say(page, "two");
            assertThat(last(name).json().path("contents")).hasSize(3);
            assertThat(last(name).json().at("/contents/1/role").asText()).isEqualTo("model");
            assertThat(last(name).json().at("/contents/1/parts/0/text").asText())
                    .isEqualTo("first answer");

            page.reload();
            assertThat(page.locator(".turn")).hasCount(4);
            page.locator(".turn-user .turn-edit").last().click();
            assertThat(page.locator(".turn")).hasCount(2);
            assertThat(page.locator("#message")).hasValue("two");

            page.click("#anew");
            page.click("#sure [value=yes]");
            assertThat(page.locator(".turn")).hasCount(0);
        }
    }

    @Test
    void newConversationHasNothingOfTheOneThatWasBrokenOff() {
        String name = "gemini-play-anew";
        String[] pieces = new String[600];
        Arrays.setAll(pieces, piece -> "old" + piece + " ");
        pollux.google()
                .when(model(name))
                .answer(Answers.pieces(pieces).betweenEvents(Duration.ofMillis(100)))
                .once();
        pollux.google().when(model(name)).answer(Answers.text("fresh")).always();
        try (Visitor visitor = at(Screen.DESK, name, "gemini")) {
            Page page = visitor.page();
            page.fill("#message", "one");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".turn-model .turn-body")).containsText("old1 ");
            page.click("#anew");
            page.click("#sure [value=yes]");
            assertThat(page.locator("#send")).isVisible();

            say(page, "two");
            assertThat(page.locator(".turn")).hasCount(2);
            assertThat(last(name).json().path("contents")).hasSize(1);
            assertThat(last(name).json().at("/contents/0/parts/0/text").asText())
                    .isEqualTo("two");
        }
    }

    @Test
    void imagesAreChosenPastedAndDropped() {
        String name = "gemini-play-images";
        try (Visitor visitor = at(Screen.DESK, name, "openai")) {
            Page page = visitor.page();
            page.setInputFiles("#file", new FilePayload("chosen.png", "image/png", PIXEL));
            assertThat(page.locator(".picture")).hasCount(1);
            bring(page, "paste", "pasted.png");
            assertThat(page.locator(".picture")).hasCount(2);
            bring(page, "drop", "dropped.png");
            assertThat(page.locator(".picture")).hasCount(3);
            page.locator(".picture button").last().click();
            say(page, "What is this?");

            var parts = last(name).json().at("/contents/0/parts");
            assertThat(parts.findValuesAsText("data"))
                    .hasSize(2)
                    .containsOnly(Base64.getEncoder().encodeToString(PIXEL));
            assertThat(page.locator(".turn-user canvas")).hasCount(2);
        }
    }

    @Test
    void imagesThatCannotBeSentAreRefusedInWords() {
        try (Visitor visitor = at(Screen.DESK, "gemini-play-large", "gemini")) {
            Page page = visitor.page();
            page.setInputFiles("#file", new FilePayload("large.png", "image/png", new byte[900_000]));
            assertThat(page.locator("#fault")).containsText("\"large.png\" is too large");
            page.setInputFiles("#file", new FilePayload("notes.txt", "text/plain", new byte[9]));
            assertThat(page.locator("#fault")).containsText("\"notes.txt\" is no image");
            assertThat(page.locator(".picture")).hasCount(0);
        }
    }

    @Test
    void thoughtsAreFoldedAndToolsCanBeAnswered() {
        String name = "gemini-play-tools";
        pollux.google()
                .when(model(name))
                .answer(Answers.thinking("weighing it", "so be it"))
                .once();
        pollux.google()
                .when(model(name))
                .answer(Answers.toolCall("id-7", "get_weather", "{\"city\":\"Oslo\"}", "c2lnbmF0dXJl"))
                .once();
        pollux.google().when(model(name)).answer(Answers.text("Rain, then")).always();
        try (Visitor visitor = at(Screen.DESK, name, "gemini")) {
            Page page = visitor.page();
            page.check("#thoughts");
            say(page, "Think");
            assertThat(page.locator(".thought-words")).isHidden();
            page.click(".thought summary");
            assertThat(page.locator(".thought-words")).hasText("weighing it");

            say(page, "And the weather?");
            assertThat(page.locator(".tool-name")).hasText("get_weather");
            assertThat(page.locator(".tool-args")).containsText("Oslo");
            page.fill(".tool-reply textarea", "it rains");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".turn-model").last()).containsText("Rain, then");

            var contents = last(name).json().path("contents");
            assertThat(contents.at("/3/parts/0/thoughtSignature").asText()).isEqualTo("c2lnbmF0dXJl");
            assertThat(contents.at("/4/parts/0/functionResponse/id").asText()).isEqualTo("id-7");
            assertThat(contents.at("/4/parts/0/functionResponse/response/result")
                            .asText())
                    .isEqualTo("it rains");
            assertThat(contents.toString()).doesNotContain("weighing it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini", "openai"})
    void markupOfAModelIsShownAndNotObeyed(String dialect) {
        String name = "gemini-play-markup-" + dialect;
        String evil = "<script>window.hurt = 1</script> <img src=x onerror=\"window.hurt = 2\">\n\n```html\n"
                + "</code></pre><script>window.hurt = 3</script>\n```\n\n**<b onclick=hurt>** "
                + "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+) [a](javascript:alert(1))";
        pollux.google().when(model(name)).answer(Answers.thinking(evil, evil)).always();
        try (Visitor visitor = at(Screen.DESK, name, dialect)) {
            Page page = visitor.page();
            say(page, "<script>window.hurt = 4</script>");
            page.locator(".turn-model .turn-foot").waitFor();
            page.reload();
            assertThat(page.locator(".turn-model .prose")).containsText("<script>window.hurt = 1</script>");
            assertThat(page.locator(".said")).hasText("<script>window.hurt = 4</script>");
            assertThat(page.locator("#turns :is(script, img, svg, a:not(.turn-log, .fault-login), [onclick])"))
                    .hasCount(0);
            assertThat(page.evaluate("() => window.hurt === undefined")).isEqualTo(true);
        }
    }

    @Test
    void refusalIsToldInItsOwnWordsAndCanBeTriedAgain() {
        String name = "gemini-play-refused";
        pollux.google()
                .when(model(name))
                .answer(Answers.raw(
                        400,
                        "application/json",
                        "{\"error\":{\"code\":400,\"message\":\"Oslo is no model\",\"status\":\"INVALID_ARGUMENT\"}}"))
                .once();
        pollux.google().when(model(name)).answer(Answers.text("now it does")).always();
        try (Visitor visitor = at(Screen.DESK, name, "openai")) {
            Page page = visitor.page();
            say(page, "Are you there?");
            assertThat(page.locator(".turn-fault .fault-head")).hasText("400 invalid_request_error");
            assertThat(page.locator(".turn-fault .fault-words")).containsText("Oslo is no model");
            visitor.complaints().removeIf(complaint -> complaint.contains("400"));

            page.click(".fault-again");
            assertThat(page.locator(".turn-model")).containsText("now it does");
            assertThat(page.locator(".turn-fault")).hasCount(0);
        }
    }

    @Test
    void answerThatBreaksOffDoesNotLookWhole() {
        String name = "gemini-play-cut";
        pollux.google()
                .when(model(name))
                .answer(Answers.pieces("half ", "of ", "it").endAfterEvents(2))
                .always();
        try (Visitor visitor = at(Screen.DESK, name, "gemini")) {
            say(visitor.page(), "Go");
            assertThat(visitor.page().locator(".turn-fault, .turn-note:visible").first())
                    .isVisible();
            visitor.complaints().clear();
        }
    }

    @Test
    void settingsThatCannotBeMeantAreNotSent() {
        String name = "gemini-play-wrong";
        try (Visitor visitor = at(Screen.DESK, name, "gemini")) {
            Page page = visitor.page();
            page.click(".rare summary");
            page.fill("#extra", "{\"tools\":");
            page.fill("#message", "Hello");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator("#extra_fault")).containsText("no JSON object");
            assertThat(page.locator("#fault")).containsText("another look");
            assertThat(page.locator(".turn")).hasCount(0);

            page.fill("#extra", "{\"generationConfig\":{\"topK\":3}}");
            say(page, "Hello");
            assertThat(last(name).json().at("/generationConfig/topK").asInt()).isEqualTo(3);
        }
    }

    @Test
    void promptsAreKeptOnTheServer() {
        try (Visitor one = at(Screen.DESK, "gemini-2.5-pro", "openai");
                Visitor other = at(Screen.PHONE, "gemini-2.5-flash", "gemini")) {
            Page page = one.page();
            page.fill("#message", "Tell me of <b>Oslo</b>");
            page.fill("#system", "You are a guide");
            page.fill("#name", "A \"guide\" <i>");
            page.click("#save");
            assertThat(page.locator("#prompt_news")).containsText("is saved");
            page.fill("#message", "Changed");
            page.click("#save");
            page.click("#sure [value=no]");

            Page second = other.page();
            second.reload();
            second.selectOption("#saved", "A \"guide\" <i>");
            second.click("#load");
            assertThat(second.locator("#prompt_news")).containsText("is loaded");
            assertThat(second.locator("#message")).hasValue("Tell me of <b>Oslo</b>");
            assertThat(second.locator("#system")).hasValue("You are a guide");
            assertThat(second.locator("[name=dialect][value=openai]")).isChecked();

            page.click("#drop");
            page.click("#sure [value=yes]");
            assertThat(page.locator("#prompt_news")).containsText("is deleted");
            second.click("#load");
            assertThat(second.locator("#prompt_news")).containsText("has deleted");
        }
    }

    /** curl and Java are everywhere where these tests run; Python and Node only on some machines. */
    @ParameterizedTest
    @ValueSource(strings = {"gemini", "openai"})
    void programsRunAsTheyStand(String dialect, @TempDir Path directory) throws IOException, InterruptedException {
        String name = "gemini-play-code-" + dialect;
        String words = "Say \"hi\", it's C:\\new\\u0041, $HOME `id` $(id) %s !! and \"\"\"three\"\"\" '''"
                + " {{x}} <b>&amp;</b> ünï 你好 😀\nBODY\n\ttab\\\n\\";
        try (Visitor visitor = at(Screen.DESK, name, dialect)) {
            Page page = visitor.page();
            page.fill("#system", words);
            page.fill("#message", words);
            page.click("#tab-code");
            List<String> ran = new ArrayList<>();
            for (Program program : programs(directory)) {
                String said = program.run(shown(page, program));
                ran.add(program.language());
                assertThat(said).as(program.language()).contains("data: {");
                assertThat(calls(name)).isEqualTo(ran.size());
                assertThat(sent(name, "/contents/0/parts/0/text"))
                        .as(program.language())
                        .isEqualTo(words);
                assertThat(sent(name, "/systemInstruction/parts/0/text"))
                        .as(program.language())
                        .isEqualTo(words);
            }
            assertThat(ran).contains("curl", "java");
            page.click("#tab-how");
            page.uncheck("#stream");
            page.click("#tab-code");
            for (Program program : programs(directory)) {
                assertThat(program.run(shown(page, program)))
                        .as(program.language())
                        .contains(dialect.equals("gemini") ? "candidates" : "choices")
                        .doesNotContain("data: {");
            }
        }
    }

    @Test
    void programWithAnImageIsNotTooLongForAShellOrACompiler(@TempDir Path directory)
            throws IOException, InterruptedException {
        String name = "gemini-play-code-image";
        byte[] image = noise();
        try (Visitor visitor = at(Screen.DESK, name, "gemini")) {
            Page page = visitor.page();
            page.evaluate("() => { navigator.clipboard.writeText ="
                    + " text => { window.copied = text; return Promise.resolve(); }; }");
            page.setInputFiles("#file", new FilePayload("noise.png", "image/png", image));
            assertThat(page.locator(".picture")).hasCount(1);
            page.click("#tab-code");
            for (Program program : programs(directory)) {
                shown(page, program);
                page.click("[data-take=code]");
                String copied = (String) page.evaluate("() => window.copied");
                assertThat(program.run(copied)).as(program.language()).contains("data: {");
                assertThat(sent(name, "/contents/0/parts/0/inlineData/data"))
                        .as(program.language())
                        .isEqualTo(Base64.getEncoder().encodeToString(image));
            }
        }
    }

    /** The name of a model may come with an address that somebody else has sent. */
    @Test
    void nameOfAModelNeverBecomesACommand(@TempDir Path directory) throws IOException, InterruptedException {
        try (Visitor visitor = at(Screen.DESK, "x'$(touch$IFS$9hurt)'", "gemini")) {
            Page page = visitor.page();
            page.click("#tab-code");
            String command = page.locator("#code_body").textContent();
            assertThat(command).startsWith("curl ").contains("$(touch");
            Process shell = new ProcessBuilder("sh", "-c", command.replaceFirst("curl", "echo"))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            shell.getInputStream().readAllBytes();
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini", "openai"})
    void stopEndsACallThatHasNotSentAByte(String dialect) {
        String name = "gemini-play-silent-" + dialect;
        pollux.google()
                .when(model(name))
                .answer(Answers.text("never").stallBeforeHead())
                .always();
        try (Visitor visitor = at(Screen.DESK, name, dialect)) {
            stopped(visitor.page(), name, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini", "openai"})
    void stopEndsACallThatHasFallenSilent(String dialect) {
        String name = "gemini-play-still-" + dialect;
        pollux.google()
                .when(model(name))
                .answer(Answers.pieces("one ", "two ", "three").stallAfterEvents(2))
                .always();
        try (Visitor visitor = at(Screen.DESK, name, dialect)) {
            stopped(visitor.page(), name, 2);
        }
    }

    /** Stops an answer that says nothing more, and finds its call in the log. */
    private static void stopped(Page page, String name, int events) {
        page.fill("#message", "Hello");
        page.keyboard().press("Control+Enter");
        long end = System.nanoTime() + SOON.toNanos();
        while (calls(name) == 0) {
            assertThat(System.nanoTime()).as("the call has come").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        if (events > 0) {
            assertThat(page.locator(".turn-model .turn-body")).hasText("one two");
        }
        page.click("#stop");
        assertThat(last(name).awaitEnd(SILENCE.dividedBy(4))).isEqualTo(End.CLIENT_LEFT);
        assertThat(page.locator(".turn-model .turn-note")).hasText("Stopped by you.");
        assertThat(last(name).eventsSent()).isEqualTo(events);
        assertThat(calls(name)).as("it is not tried again").isEqualTo(1);
        Locator line = lineOf(page, page.locator(".turn-model .turn-log").getAttribute("href"));
        assertThat(line).containsText("client left");
        assertThat(line).containsText("administrator");
    }

    @Test
    void sessionServesOnlyOurOwnPages() {
        try (Visitor visitor = at(Screen.DESK, "gemini-2.5-flash", "gemini")) {
            String cookie =
                    "Cookie: pollux-session=" + visitor.context().cookies().get(0).value + "\r\n";
            String token =
                    "X-Pollux-Page: " + visitor.page().locator("#proof").getAttribute("data-page-token") + "\r\n";

            assertThat(models(cookie + token)).isEqualTo(200);
            assertThat(models(cookie + token + "Sec-Fetch-Site: same-origin\r\n"))
                    .isEqualTo(200);
            assertThat(models("")).isEqualTo(401);
            assertThat(models(cookie)).as("as another site's form sends it").isEqualTo(401);
            assertThat(models(token)).as("without the session").isEqualTo(401);
            assertThat(models(cookie + "X-Pollux-Page: " + "0".repeat(48) + "\r\n"))
                    .isEqualTo(401);
            assertThat(models(cookie + token + "Origin: https://evil.test\r\n")).isEqualTo(401);
            assertThat(models(cookie + token + "Sec-Fetch-Site: cross-site\r\n"))
                    .isEqualTo(401);
            assertThat(models(cookie + token + "Sec-Fetch-Site: same-site\r\n")).isEqualTo(401);
            assertThat(models(cookie + token + "x-goog-api-key: sk-wrong\r\n"))
                    .as("a token counts where there is one")
                    .isEqualTo(401);
            assertThat(prompts(cookie)).contains("\"leave\":\"/?login=");
            assertThat(prompts(cookie + token)).contains("\"names\":[");
        }
    }

    @Test
    void endOfTheLogInLosesNothing() {
        try (Visitor visitor = at(Screen.DESK, "gemini-2.5-flash", "gemini")) {
            Page page = visitor.page();
            String cookie = visitor.context().cookies().get(0).value;
            page.fill("#message", "A long thought");
            Bare.send(pollux.base(), "POST", "/logout", "Cookie: pollux-session=" + cookie + "\r\n", "");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".fault-more")).containsText("Your log-in has ended");
            visitor.complaints().removeIf(complaint -> complaint.contains("401"));

            page.click(".fault-login");
            page.fill("#auth_token", Pollux.ADMINISTRATOR);
            page.click("button.big-button");
            page.waitForURL(Pattern.compile(".*/playground.*"));
            assertThat(page.locator(".said")).hasText("A long thought");

            page.click(".bar-end [form=logout]");
            page.waitForURL(Pattern.compile(".*login=out"));
            assertThat(page.evaluate("() => sessionStorage.getItem('pollux-playground')"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void nothingIsWiderThanTheScreen(Screen screen) {
        String name = "gemini-play-width-with-a-name-that-is-longer-than-any-name-should-be";
        pollux.google()
                .when(model(name))
                .answer(Answers.text("x".repeat(400) + "\n\n```\n" + "y".repeat(400) + "\n```\n"))
                .always();
        try (Visitor visitor = at(screen, name, "gemini")) {
            Page page = visitor.page();
            say(page, "z".repeat(400));
            for (String tab : new String[] {"how", "request", "answer", "code"}) {
                page.click("#tab-" + tab);
                assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth"
                                        + " - document.documentElement.clientWidth"))
                                .intValue())
                        .as(tab)
                        .isZero();
            }
        }
    }

    private static Visitor at(Screen screen, String model, String dialect) {
        Visitor visitor = new Visitor(chromium, pollux.base(), screen).logIn(Pollux.ADMINISTRATOR, "/keys");
        visitor.page().navigate("/playground?dialect=" + dialect + "&model=" + model);
        assertThat(visitor.page().locator("#model")).hasValue(model);
        return visitor;
    }

    /** Sends a message and waits for the end of the answer. */
    private static void say(Page page, String words) {
        page.fill("#message", words);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#message")).hasValue("");
        assertThat(page.locator("#send")).isVisible();
    }

    /** The program that the page shows. */
    private static String shown(Page page, Program program) {
        page.locator("#tongue label")
                .filter(new Locator.FilterOptions().setHas(page.locator("[value=" + program.language() + "]")))
                .click();
        assertThat(page.locator("#code_body")).containsText("YOUR_TOKEN");
        assertThat(page.content()).doesNotContain(Pollux.ADMINISTRATOR);
        return page.locator("#code_body").textContent();
    }

    private static List<Program> programs(Path directory) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(
                        new Program("curl", directory.resolve("ask.sh"), List.of("sh")),
                        // Before JDK 18 Java reads programs in the encoding of the machine.
                        new Program("java", directory.resolve("Ask.java"), List.of(java, "-Dfile.encoding=UTF-8")),
                        new Program("python", directory.resolve("ask.py"), List.of("python3")),
                        new Program("javascript", directory.resolve("ask.mjs"), List.of("node")))
                .filter(program -> Set.of("curl", "java").contains(program.language())
                        || onPath(program.command().get(0)))
                .toList();
    }

    private static boolean onPath(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, command)));
    }

    /** A picture that cannot be made small. */
    private static byte[] noise() throws IOException {
        BufferedImage image = new BufferedImage(240, 240, BufferedImage.TYPE_INT_RGB);
        Random chance = new Random(7);
        for (int at = 0; at < 240 * 240; at++) {
            image.setRGB(at % 240, at / 240, chance.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** What runs a program of a language. */
    private record Program(String language, Path file, List<String> command) {
        String run(String text) throws IOException, InterruptedException {
            Files.writeString(file, text.replace("YOUR_TOKEN", Pollux.TOKEN), StandardCharsets.UTF_8);
            List<String> line = new ArrayList<>(command);
            line.add(file.getFileName().toString());
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(file.getParent().toFile())
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT)
                    .endsWith("_proxy"));
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s: %s", language, said).isZero();
            return said;
        }
    }

    private static long calls(String model) {
        return pollux.google().calls().stream()
                .filter(call -> call.model().equals(model))
                .count();
    }

    private static String sent(String model, String place) {
        return last(model).json().at(place).asText();
    }

    private static ReceivedCall last(String model) {
        return pollux.google().calls().stream()
                .filter(call -> call.model().equals(model))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static void bring(Page page, String how, String name) {
        page.evaluate("""
                ([how, name, data]) => {
                    const all = new DataTransfer();
                    const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
                    all.items.add(new File([bytes], name, {type: 'image/png'}));
                    const event = how === 'paste'
                        ? new ClipboardEvent('paste', {clipboardData: all, bubbles: true, cancelable: true})
                        : new DragEvent('drop', {dataTransfer: all, bubbles: true, cancelable: true});
                    document.getElementById('message').dispatchEvent(event);
                }""", new Object[] {how, name, Base64.getEncoder().encodeToString(PIXEL)});
    }

    /** The journal writes a little later. */
    private static Locator lineOf(Page page, String address) {
        long end = System.nanoTime() + SOON.toNanos();
        page.navigate(address);
        while (page.locator(".log-row").count() == 0) {
            assertThat(System.nanoTime()).as("the journal has written").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            page.navigate(address);
        }
        return page.locator(".log-row").first();
    }

    private static int models(String headers) {
        return Bare.send(pollux.base(), "GET", "/v1beta/models", headers, "").status();
    }

    private static String prompts(String headers) {
        return Bare.send(pollux.base(), "GET", "/playground/prompts", headers, "")
                .body();
    }
}
