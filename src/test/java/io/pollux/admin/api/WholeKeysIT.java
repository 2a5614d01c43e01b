package io.pollux.admin.api;

import static io.pollux.admin.api.Scribe.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pollux.admin.api.Scribe.PageToken;
import io.pollux.testing.Pollux;
import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No page, no script's address and no export of the pages carries a whole key, a token or a password, unless the
 * administrator's token has been given again. Of the management routes {@link DescriptionIT} says the same, each by each.
 */
class WholeKeysIT {
    /** Addresses that are no page, and what a test here or elsewhere does about each. */
    private static final Set<String> SERVLETS = Set.of(
            "ConfigDoor",
            "DashboardFeed",
            "DashboardFile",
            "HangUp",
            "KeyDownload",
            "LanguageChoice",
            "LogDownload",
            "LogErasing",
            "LogIn",
            "LogOut",
            "ManagementDoor",
            "OldAddress",
            "Prompts",
            "TokenAgain");

    private static Pollux pollux;
    private static Scribe session;

    @BeforeAll
    static void start() throws Exception {
        pollux = Scribe.premises("wholekeys", Map.of());
        Scribe script = Scribe.administrator(pollux);
        assertThat(script.ask("PUT", "/api/config", "{\"PROXIES\":[\"http://a:" + Scribe.HUSH + "@127.0.0.1:9\"]}")
                        .statusCode())
                .isEqualTo(200);
        script.ask("PATCH", "/api/admin/keys/2", "");
        session = Scribe.session(pollux, PageToken.SENT);
    }

    @AfterAll
    static void stop() {
        pollux.close();
    }

    @Test
    void thisTestKnowsEveryAddressThatIsNoPage() {
        Set<String> found = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.pollux").stream()
                        .filter(type -> type.isAnnotatedWith(WebServlet.class))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());

        assertThat(found).isEqualTo(SERVLETS);
    }

    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/webapp"))) {
            List<String> pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xhtml") && !name.equals("login.xhtml"))
                    .map(name -> "/" + name.replace(".xhtml", ""))
                    .toList();
            return Stream.concat(
                    pages.stream(),
                    Stream.of(
                            "/key?id=1",
                            "/key?id=3",
                            "/keys?state=refused",
                            "/keys?state=off",
                            "/logs?view=errors",
                            "/logs?outcome=failed",
                            "/config?search=token"));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noPageShowsASecret(String page) {
        HttpResponse<String> answer = session.get(page);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Scribe.SECRETS).noneMatch(answer.body()::contains);
        assertThat(answer.headers().map().toString()).doesNotContain(Scribe.SECRETS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/logs.csv",
                "/logs.csv?view=errors",
                "/dashboard.json",
                "/dashboard.csv",
                "/dashboard.csv?dimension=KEY",
                "/playground/prompts",
                "/logs/erase",
                "/auth/again"
            })
    void noFileAndNoAnswerToAScriptHoldsASecret(String address) {
        HttpResponse<String> answer = session.get(address);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isNotEmpty();
        assertThat(Scribe.SECRETS).noneMatch(answer.body()::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "save", "revert", "token", "administrator", "models", "proxies"})
    void noAnswerOfTheConfigurationPageHoldsASecret(String what) {
        HttpResponse<String> answer = session.ask(
                "POST",
                "/config/" + what,
                "{\"wishes\":{\"TIME_OUT\":\"7\"},\"id\":1,\"proxies\":[\"http://a:x@127.0.0.1:9\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Scribe.SECRETS).noneMatch(answer.body()::contains);
    }

    @Test
    void noAnswerToWhoeverStopsAPlaygroundsCallHoldsASecret() {
        HttpResponse<String> answer = session.ask("POST", "/playground/hangup?mark=none", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"calls\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"txt", "csv", "json"})
    void wholeKeysLeaveAsAFileOnlyAfterTheTokenWasGivenAgain(String form) {
        Scribe visitor = Scribe.session(pollux, PageToken.SENT);
        HttpResponse<String> refused = visitor.get("/keys.export?as=" + form);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Scribe.SECRETS).noneMatch(refused.body()::contains);

        SessionIT.prove(visitor);

        HttpResponse<String> file = visitor.get("/keys.export?as=" + form);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).contains(Scribe.GOOD, Scribe.OTHER, Scribe.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/admin/keys/export", "/api/admin/data/export"})
    void exportOfTheScriptsIsMaskedUnlessTheTokenWasGivenAgain(String address) {
        Scribe visitor = Scribe.session(pollux, PageToken.SENT);
        HttpResponse<String> masked = visitor.get(address);
        assertThat(masked.statusCode()).isEqualTo(200);
        assertThat(masked.headers().firstValue("content-disposition").orElseThrow())
                .matches("attachment; filename=\"lb-(keys|data)-export-\\d{4}-\\d\\d-\\d\\d\\.json\"");
        assertThat(masked.body()).contains("AIzaSy...000001");
        assertThat(Scribe.SECRETS).noneMatch(masked.body()::contains);
        assertThat(visitor.get(address + "?whole=true").statusCode()).isEqualTo(403);

        SessionIT.prove(visitor);

        assertThat(json(visitor.get(address + "?whole=true")).findValuesAsText("key"))
                .contains(Scribe.GOOD, Scribe.OTHER, Scribe.REFUSED);
        assertThat(Scribe.SECRETS).noneMatch(visitor.get(address).body()::contains);
    }

    @Test
    void theServersLogHoldsNoSecret() {
        assertThat(Scribe.SECRETS).noneMatch(pollux.log()::contains);
    }
}
