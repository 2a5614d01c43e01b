package io.pollux.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Match;
import io.pollux.testing.Pollux;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A script that asks Pollux for something, by one right or another. */
final class Scribe {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String CRON = "a-timer's-secret-4714";
    static final String GOOD = Pollux.key(1);
    static final String OTHER = Pollux.key(2);
    static final String REFUSED = "AIzaSy-invalid-CANARY-00000000000000003";
    static final String HUSH = "hush-hush-4715";
    static final List<String> SECRETS = List.of(
            Pollux.KEY_MARK, "invalid-CANARY", Pollux.ADMINISTRATOR, Pollux.TOKEN, Pollux.OTHER_TOKEN, CRON, HUSH);

    private static final String PAGE = "X-Pollux-Page";
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI base;
    private final List<String> headers;

    private Scribe(URI base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** A Pollux with three keys, one of which Google refuses with words that hold it, and some calls in its log. */
    static Pollux premises(String name, Map<String, String> special) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "API_KEYS", JSON.writeValueAsString(List.of(GOOD, OTHER, REFUSED)),
                "CRON_SECRET", CRON,
                "SMMS_SECRET_TOKEN", HUSH));
        settings.putAll(special);
        Pollux pollux = Pollux.start(name, settings);
        pollux.google().when(Match.key(REFUSED)).answer(Answers.keySuspended());
        for (int i = 0; i < 4; i++) {
            Bare.post(
                    pollux.base(),
                    "/v1/chat/completions",
                    "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
        }
        Scribe scribe = administrator(pollux);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (json(scribe.get("/api/logs/errors")).path("total").asInt() == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return pollux;
    }

    static Scribe stranger(Pollux pollux) {
        return new Scribe(pollux.base(), List.of());
    }

    static Scribe administrator(Pollux pollux) {
        return stranger(pollux).sending("Authorization", "Bearer " + Pollux.ADMINISTRATOR);
    }

    /** Somebody who has logged in; what is changed carries the token of the page unless that is left out. */
    static Scribe session(Pollux pollux, PageToken token) {
        HttpResponse<String> answer = stranger(pollux).ask("POST", "/api/login", password(Pollux.ADMINISTRATOR));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Scribe scribe = stranger(pollux).sending("Cookie", cookie);
        return token == PageToken.SENT
                ? scribe.sending(PAGE, answer.headers().firstValue(PAGE).orElseThrow())
                : scribe;
    }

    /** Whether it is sent along. */
    enum PageToken {
        SENT,
        FORGOTTEN
    }

    static String password(String password) {
        return JSON.createObjectNode().put("password", password).toString();
    }

    Scribe sending(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of(name, value));
        return new Scribe(base, more);
    }

    HttpResponse<String> ask(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(3))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(new String[0]));
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return ask("GET", path, "");
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
