package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.fill.Amount;
import io.pollux.fill.Filling;
import io.pollux.testing.Bare;
import io.pollux.testing.MariaDb;
import io.pollux.testing.Pollux;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * How long the server takes for the pages when there is very much on them, and whether calls notice. Run by its name; fills
 * a MariaDB of its own, unless the environment names one that is filled already.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageTimesCheck {
    private static final System.Logger LOG = System.getLogger(PageTimesCheck.class.getName());
    private static final int MOST = 500;
    private static final int WARM = 4;
    private static final int ROUNDS = 7;
    private static final int CALLERS = 4;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(100);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final List<String> PAGES = List.of(
            "/keys",
            "/keys?page=900",
            "/keys?q=team-005",
            "/logs",
            "/logs?span=all",
            "/logs?span=all&client=team-3",
            "/logs?span=all&model=gemini-2.5*&outcome=cut",
            "/logs?span=all&status=503",
            "/logs?span=all&key=17",
            "/logs?span=all&order=oldest",
            "/logs?sort=total",
            "/logs?span=all&sort=total",
            "/logs?span=all&sort=first&order=least",
            "/logs?span=all&key=17&sort=tries",
            "/logs?view=errors",
            "/logs?view=errors&span=all&sort=status",
            "/logs?view=keys&span=all",
            "/logs?view=keys&span=all&status=429",
            "/logs?view=errors&span=all",
            "/logs?view=errors&span=all&key=17",
            "/logs?view=errors&span=all&outcome=failed&model=gemini-2.5-pro",
            "/dashboard",
            "/config",
            "/jobs");

    private static Pollux pollux;
    private static HttpClient browser;

    @BeforeAll
    static void open() throws Exception {
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of("MYSQL_HOST", "MYSQL_PORT", "MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_DATABASE")) {
            if (System.getenv(name) != null) {
                environment.put(name, System.getenv(name));
            }
        }
        environment.put(
                "POLLUX_DATA_DIR",
                System.getProperty(
                        "filled.data",
                        Path.of("target", "filled").toAbsolutePath().toString()));
        if (environment.containsKey("MYSQL_HOST")) {
            environment.put("DATABASE_TYPE", "mysql");
        } else {
            environment.putAll(MariaDb.schema("filled"));
            Amount amount = new Amount(100_000, 20_000, 1_000_000, Duration.ofDays(30), Instant.now());
            new Filling(environment, amount, told -> LOG.log(System.Logger.Level.INFO, told)).run();
        }
        environment.put("API_KEYS", "[]");
        pollux = Pollux.start("pagetimes", environment);
        browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpResponse<String> home = send(HttpRequest.newBuilder(uri("/auth"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("auth_token=" + Pollux.ADMINISTRATOR)));
        assertThat(home.statusCode()).as(home.uri() + home.body()).isEqualTo(200);
    }

    @AfterAll
    static void close() {
        pollux.close();
    }

    @Test
    @Order(1)
    void everyPageIsThereWithinHalfASecond() throws Exception {
        Map<String, Long> slow = new HashMap<>();
        for (String page : PAGES) {
            long[] took = new long[ROUNDS];
            for (int round = -WARM; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(page)));
                assertThat(answer.statusCode()).as(page).isEqualTo(200);
                assertThat(answer.uri().getPath()).isEqualTo(page.replaceFirst("\\?.*", ""));
                if (round >= 0) {
                    took[round] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                }
            }
            Arrays.sort(took);
            LOG.log(System.Logger.Level.INFO, "{0} ms (at most {1}) {2}", took[ROUNDS / 2], took[ROUNDS - 1], page);
            if (took[ROUNDS / 2] > MOST) {
                slow.put(page, took[ROUNDS / 2]);
            }
        }
        assertThat(slow).isEmpty();
    }

    @Test
    @Order(2)
    void callsFlowAtTheSameRateWhilePagesAreLookedAtAndRowsAreDeleted() throws Exception {
        load();
        Load alone = load();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger pages = new AtomicInteger();
        begin("found&span=all&model=gemini-2.0-flash");
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                try {
                    send(HttpRequest.newBuilder(uri(PAGES.get(pages.getAndIncrement() % PAGES.size()))));
                } catch (IOException | InterruptedException e) {
                    return;
                }
            }
        });
        reader.start();
        Load busy = load();
        over.set(true);
        reader.join(10_000);
        String erased = send(HttpRequest.newBuilder(uri("/logs/erase"))).body();
        LOG.log(System.Logger.Level.INFO, "alone {0}; with {1} pages and {2}: {3}", alone, pages.get(), erased, busy);
        assertThat(erased).contains("\"kind\":\"CALLS\"").doesNotContain("\"deleted\":0,");
        assertThat(busy.failed()).isZero();
        assertThat(busy.calls()).isGreaterThan((long) (alone.calls() * 0.9));
    }

    /** Begins a deletion as the page's script does. */
    private static void begin(String scope) throws IOException, InterruptedException {
        Matcher token = Pattern.compile("data-page-token=\"(\\w+)\"")
                .matcher(send(HttpRequest.newBuilder(uri("/logs"))).body());
        assertThat(token.find()).isTrue();
        HttpResponse<String> begun = send(HttpRequest.newBuilder(uri("/logs/erase"))
                .header("X-Pollux-Page", token.group(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("scope=" + scope)));
        assertThat(begun.statusCode()).isEqualTo(200);
    }

    /** So many calls a second from some clients, as long as Pollux keeps up with them. */
    private static Load load() throws InterruptedException {
        long until = System.nanoTime() + WINDOW.toNanos();
        List<Long> took = new CopyOnWriteArrayList<>();
        AtomicInteger failed = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        IntStream.range(0, CALLERS)
                .forEach(caller -> callers.execute(() -> {
                    for (long next = System.nanoTime(); next < until; next += BETWEEN_CALLS.toNanos()) {
                        LockSupport.parkNanos(next - System.nanoTime());
                        long begun = System.nanoTime();
                        Bare answer = Bare.send(
                                pollux.base(),
                                "POST",
                                "/v1beta/models/gemini-2.5-flash-trial:generateContent",
                                "x-goog-api-key: " + Pollux.TOKEN + "\r\n",
                                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}");
                        took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                        failed.addAndGet(answer.status() == 200 ? 0 : 1);
                    }
                }));
        callers.shutdown();
        assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        List<Long> sorted = took.stream().sorted().toList();
        return new Load(
                sorted.size(), failed.get(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100));
    }

    private record Load(long calls, int failed, long medianMillis, long p95Millis) {}

    private static URI uri(String address) {
        return pollux.base().resolve(address);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
