package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.Pollux;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An administrator who looks at every page of a filled house, in all the ways that the pages ask different questions. */
final class Rounds {
    static final List<String> PAGES = List.of(
            "/dashboard",
            "/dashboard?span=hour",
            "/dashboard?span=month",
            "/dashboard?span=month&of=client:team-0",
            "/keys",
            "/keys?page=900",
            "/keys?size=250",
            "/keys?sort=-uses",
            "/keys?sort=label",
            "/keys?sort=-last_failure&state=failing",
            "/keys?state=refused",
            "/keys?state=in_use&kind=paid",
            "/keys?tag=watch",
            "/keys?project=team-005/project-00005",
            "/keys?project=",
            "/keys?q=team-005",
            "/keys?q=batch",
            "/keys?q=asia-batch-100",
            "/keys?q=nothing-is-called-so",
            "/projects",
            "/projects?page=300",
            "/projects?q=team-005",
            "/projects?sort=keys",
            "/projects?sort=refused",
            "/projects?sort=uses",
            "/key?id=17",
            "/logs",
            "/logs?span=hour",
            "/logs?span=all",
            "/logs?span=all&order=oldest",
            "/logs?span=all&size=200",
            "/logs?span=all&client=team-3",
            "/logs?span=all&client=client+nobody",
            "/logs?span=all&model=gemini-2.5*&outcome=cut",
            "/logs?span=all&model=gemini-2.0-flash&dialect=openai",
            "/logs?span=all&outcome=failed",
            "/logs?span=all&status=503",
            "/logs?span=all&key=17",
            "/logs?span=all&call=nosuchcall",
            "/logs?q=overloaded",
            "/logs?q=nothing+says+so",
            "/logs?span=all&q=overloaded",
            "/logs?sort=total",
            "/logs?span=all&sort=total",
            "/logs?span=all&sort=first&order=least",
            "/logs?span=all&key=17&sort=tries",
            "/logs?view=keys&span=all",
            "/logs?view=keys&span=all&status=429",
            "/logs?view=errors&span=all&sort=status",
            "/logs?view=errors",
            "/logs?view=errors&span=all",
            "/logs?view=errors&span=all&order=oldest",
            "/logs?view=errors&span=all&key=17",
            "/logs?view=errors&span=all&status=400",
            "/logs?view=errors&span=all&outcome=failed&model=gemini-2.5-pro",
            "/logs?view=errors&q=overloaded",
            "/logs?view=errors&span=all&q=overloaded",
            "/config",
            "/config?group=history",
            "/config?q=proxy",
            "/jobs",
            "/playground");

    /** Searches that go through a month of errors in vain. */
    static final List<String> IN_VAIN =
            List.of("/logs?span=all&q=nothing+says+so", "/logs?view=errors&span=all&q=nothing+says+so");

    private static final List<String> SPANS = List.of("hour", "day", "week", "month");
    private static final List<String> SUBJECTS = List.of(
            "all",
            "dialect:openai",
            "model:gemini-2.5-flash",
            "client:team-0",
            "project:project:team-001/project-00001",
            "key:1");

    private final URI base;
    private final HttpClient stranger = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private Rounds(URI base) {
        this.base = base;
    }

    /** Begins with a log-in. */
    static Rounds of(URI base) throws IOException, InterruptedException {
        Rounds rounds = new Rounds(base);
        HttpResponse<String> home = rounds.send(rounds.to("/auth")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("auth_token=" + Pollux.ADMINISTRATOR)));
        assertThat(home.statusCode()).as(home.uri() + home.body()).isEqualTo(200);
        return rounds;
    }

    /** What the charts of the dashboard are drawn from, over every range. */
    static List<String> charts() {
        List<String> all = new ArrayList<>();
        for (String subject : SUBJECTS) {
            for (String span : SPANS) {
                all.add("/dashboard.json?span=" + span + "&of=" + subject);
            }
        }
        all.add("/dashboard.json?span=custom&from=2025-12-01T00:00");
        all.add("/dashboard.csv?span=month&chart=calls");
        return all;
    }

    /** The page with the details of an error. */
    String details() throws IOException, InterruptedException {
        String list = "/logs?view=errors&span=all";
        Matcher open = Pattern.compile("[?&;]open=(\\w+)").matcher(look(list));
        assertThat(open.find()).isTrue();
        return list + "&open=" + open.group(1);
    }

    /** Not sent away, and no page that says sorry. */
    String look(String page) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(to(page));
        assertThat(answer.statusCode()).as(page).isEqualTo(200);
        assertThat(answer.uri().getPath()).isEqualTo(page.replaceFirst("\\?.*", ""));
        return answer.body();
    }

    /** What somebody sees who has not logged in. */
    String lookFromOutside(String page) throws IOException, InterruptedException {
        HttpResponse<String> answer = stranger.send(to(page).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Begins or stops a deletion, as the script of the page does. */
    void erase(String form) throws IOException, InterruptedException {
        Matcher token = Pattern.compile("data-page-token=\"(\\w+)\"").matcher(look("/logs"));
        assertThat(token.find()).isTrue();
        HttpResponse<String> begun = send(to("/logs/erase")
                .header("X-Pollux-Page", token.group(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    }

    /** What the server says of the latest deletion. */
    String erasing() throws IOException, InterruptedException {
        return send(to("/logs/erase")).body();
    }

    private HttpRequest.Builder to(String address) {
        return HttpRequest.newBuilder(base.resolve(address.replace(":", "%3A")));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
