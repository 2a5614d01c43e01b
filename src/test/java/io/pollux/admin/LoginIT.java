package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and who does not by any way round. */
class LoginIT {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String RIGHT = "auth_token=" + Pollux.ADMINISTRATOR;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

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

    @Test
    void wrongTokenIsRefusedInWordsAndTheRightOneLeadsToTheDashboard() {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Visitor.Screen.DESK)) {
            visitor.page().navigate("/");
            visitor.page().fill("#auth_token", "not-the-token");
            visitor.page().click("button.big-button");

            assertThat(visitor.page().locator("[role=alert]").textContent()).contains("not the administrator's");
            assertThat(visitor.context().cookies()).isEmpty();

            visitor.page().fill("#auth_token", Pollux.ADMINISTRATOR);
            visitor.page().keyboard().press("Enter");
            visitor.page().waitForURL(Pattern.compile(".*/dashboard"));
            assertThat(visitor.page().title()).isEqualTo("Dashboard · Pollux");
        }
    }

    @Test
    void tokenCanBeLookedAtWhileTyping() {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Visitor.Screen.PHONE)) {
            visitor.page().navigate("/");
            visitor.page().click("[data-reveal]");
            assertThat(visitor.page().getAttribute("#auth_token", "type")).isEqualTo("text");
            visitor.page().click("[data-reveal]");
            assertThat(visitor.page().getAttribute("#auth_token", "type")).isEqualTo("password");
        }
    }

    @Test
    void loggingOutKillsTheSessionOnTheServer() {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Visitor.Screen.DESK).logIn(Pollux.ADMINISTRATOR)) {
            String session = visitor.context().cookies().get(0).value;
            assertThat(get("/keys", "Cookie", "pollux-session=" + session).statusCode())
                    .isEqualTo(200);

            visitor.page().click(".bar-end [form=logout]");
            visitor.page().waitForURL(Pattern.compile(".*login=out"));

            assertThat(visitor.page().locator("[role=status]").textContent()).contains("logged out");
            assertThat(location(get("/keys", "Cookie", "pollux-session=" + session)))
                    .startsWith("/?login=expired");
        }
    }

    @Test
    void logInLeadsBackToThePageThatWasWanted() {
        try (Visitor visitor = new Visitor(chromium, pollux.base(), Visitor.Screen.DESK)
                .logIn(Pollux.ADMINISTRATOR, "/keys?state=off&sort=-uses")) {
            assertThat(visitor.page().url()).endsWith("/keys?state=off&sort=-uses");
        }
    }

    @Test
    void logInLeadsToNoOtherHost() {
        HttpResponse<String> answer = post("/auth", RIGHT + "&to=//evil.test/keys");

        assertThat(location(answer)).isEqualTo("/dashboard");
    }

    @Test
    void sessionIsNewAndItsCookieGuarded() {
        HttpResponse<String> answer = post("/auth", RIGHT, "Cookie", "pollux-session=PLANTED0123456789PLANTED01234567");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/dashboard");
        assertThat(cookie)
                .startsWith("pollux-session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("PLANTED", "Secure");
    }

    @Test
    void anotherLogInMakesTheOldSessionWorthless() {
        String first = session(post("/auth", RIGHT));
        String second = session(post("/auth", RIGHT, "Cookie", first));

        assertThat(second).isNotEqualTo(first);
        assertThat(get("/keys", "Cookie", second).statusCode()).isEqualTo(200);
        assertThat(get("/keys", "Cookie", first).statusCode()).isEqualTo(302);
    }

    @Test
    void behindAnEncryptingProxyTheCookieIsMarkedSecure() {
        List<String> cookies =
                post("/auth", RIGHT, "X-Forwarded-Proto", "https").headers().allValues("Set-Cookie");

        assertThat(cookies.get(cookies.size() - 1)).contains("Secure", "HttpOnly", "SameSite=Lax");
    }

    @Test
    void loginPageKeepsNothingForStrangers() {
        assertThat(get("/").headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(get("/keys").headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void clientsTokenIsNotTheAdministrators() {
        assertThat(location(post("/auth", "auth_token=" + Pollux.TOKEN))).startsWith("/?login=wrong");
        assertThat(location(post("/auth", "auth_token="))).startsWith("/?login=wrong");
        assertThat(location(post("/auth", ""))).startsWith("/?login=wrong");
        post("/auth", RIGHT);
    }

    @Test
    void formsOfOtherSitesAreRefused() {
        String session = session(post("/auth", RIGHT));

        assertThat(location(post("/auth", RIGHT, "Origin", "https://evil.test")))
                .startsWith("/?login=foreign");
        assertThat(location(post("/auth", RIGHT, "Sec-Fetch-Site", "cross-site")))
                .startsWith("/?login=foreign");
        assertThat(post("/keys", "keys=keys", "Cookie", session, "Origin", "https://evil.test")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/logout", "", "Cookie", session, "Origin", "null").statusCode())
                .isEqualTo(403);
        assertThat(get("/logout", "Cookie", session).statusCode()).isEqualTo(405);
        assertThat(get("/keys", "Cookie", session).statusCode()).isEqualTo(200);
    }

    @Test
    void formWithoutTheStateOfAPageDoesNothing() {
        String session = session(post("/auth", RIGHT));
        String forged = "keys=keys&keys%3Aform=&jakarta.faces.ViewState=1%3A1&jakarta.faces.source=keys%3Atable";
        HttpResponse<String> answer = post("/keys", forged, "Cookie", session);

        assertThat(location(answer)).as("fetched anew").isEqualTo("/keys");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noPageIsShownWithoutALogIn(String page) {
        for (String address : List.of("/" + page, "/" + page + ".xhtml")) {
            assertThat(location(get(address))).startsWith("/?login=needed");
            assertThat(location(post(address, "a=b"))).startsWith("/?login=needed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/KEYS",
                "//keys",
                "/./keys",
                "/x/../keys",
                "/%6beys",
                "/keys;jsessionid=1",
                "/keys;a=b.css",
                "/keys.xhtml;a=b.css",
                "/keys/",
                "/keys.xhtml/",
                "/keys.xhtml.",
                "/keys.XHTML",
                "/jakarta.faces.resource/../keys.xhtml",
                "/jakarta.faces.resource/%2e%2e/keys.xhtml",
                "/jakarta.faces.resource/..;/keys.xhtml",
                "/jakarta.faces.resource/keys.xhtml",
                "/jakarta.faces.resource/keys.xhtml?ln=..",
                "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
                "/WEB-INF/web.xml",
                "/WEB-INF/templates/layout.xhtml",
                "/%57EB-INF/web.xml",
                "/login/../keys",
                "/login;/keys",
                "/login.xhtml/keys"
            })
    void noTrickWithTheAddressShowsAnything(String address) {
        String answer = raw("127.0.0.1", "GET " + address + " HTTP/1.1", "");

        assertThat(answer).doesNotContain("page-header", "ui-datatable", "<web-app", "ui:composition");
        assertThat(status(answer)).isIn(302, 400, 404);
    }

    @Test
    void scriptWithoutASessionIsToldToLeave() {
        HttpResponse<String> answer = post("/keys", "jakarta.faces.partial.ajax=true", "Faces-Request", "partial/ajax");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
        assertThat(answer.body()).contains("<redirect url=\"/?login=needed\">");
    }

    @Test
    void headersKeepPagesOutOfCachesAndFrames() {
        String session = session(post("/auth", RIGHT));
        for (HttpResponse<String> answer : List.of(get("/"), get("/keys", "Cookie", session))) {
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .matches("default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none';"
                            + " style-src 'self' 'unsafe-inline'; script-src 'self' 'nonce-[\\w=]+';");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        }
    }

    @Test
    void nonceIsAnotherOneForEachPage() {
        Pattern nonce = Pattern.compile("nonce=\"([^\"]+)\"");
        List<String> nonces = Stream.of(get("/"), get("/"))
                .map(answer -> nonce.matcher(answer.body())
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1))
                .toList();

        assertThat(nonces).doesNotHaveDuplicates();
    }

    /** From an address of its own, so that the other tests need not wait. */
    @Test
    void afterFiveFailuresTheAddressMustWaitEvenWithTheRightToken() {
        String guesser = "127.0.0.66";
        for (int tries = 0; tries < 5; tries++) {
            assertThat(raw(guesser, "POST /auth HTTP/1.1", "auth_token=guess" + tries))
                    .contains("login=wrong");
        }
        assertThat(raw(guesser, "POST /auth HTTP/1.1", RIGHT))
                .contains("login=wait&seconds=")
                .doesNotContain("Set-Cookie");
        assertThat(raw("127.0.0.67", "POST /auth HTTP/1.1", RIGHT)).contains("Set-Cookie");

        try (Visitor visitor = new Visitor(chromium, pollux.base(), Visitor.Screen.DESK)) {
            visitor.page().navigate("/?login=wait&seconds=30");
            assertThat(visitor.page().locator("[role=alert]").textContent()).contains("Wait 30 s");
            visitor.page().navigate("/?login=wait&seconds=%3Cscript%3Ealert(1)%3C/script%3E");
            assertThat(visitor.page().content()).doesNotContain("alert(1)");
        }
    }

    @Test
    void tokenIsNeverLogged() {
        post("/auth", RIGHT);
        post("/auth", "auth_token=a-wrong-canary-token");
        post("/auth", RIGHT);

        assertThat(pollux.log()).doesNotContain(Pollux.ADMINISTRATOR, "a-wrong-canary-token");
    }

    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/webapp"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xhtml") && !name.equals("login.xhtml"))
                    .map(name -> name.replace(".xhtml", ""))
                    .toList()
                    .stream();
        }
    }

    private static HttpResponse<String> get(String address, String... headers) {
        return send(request(address, headers).GET().build());
    }

    private static HttpResponse<String> post(String address, String body, String... headers) {
        return send(request(address, headers)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(pollux.base() + address));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none, but " + answer.statusCode());
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    /** An address line as it is, which no client library sends, from whatever loopback address. */
    private static String raw(String from, String line, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = line + "\r\nHost: " + pollux.base().getAuthority() + "\r\nConnection: close\r\nContent-Type: "
                + FORM + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", pollux.base().getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return String.join("\n", in.lines().toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
