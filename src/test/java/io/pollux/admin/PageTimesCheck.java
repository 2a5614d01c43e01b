package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pollux.fill.Amount;
import io.pollux.fill.Filling;
import io.pollux.testing.MariaDb;
import io.pollux.testing.Pollux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * How long the server takes for the pages when there is very much on them, and whether calls notice that somebody looks at
 * them and deletes rows. Run by its name, for it takes minutes. Fills a MariaDB of its own, unless MYSQL_HOST and the others
 * lead to one that is filled already, whose master key lies in the folder of the property {@code filled.data}; with
 * DATABASE_TYPE=h2 an embedded one in that folder, filled when it is not there.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageTimesCheck {
    private static final int MOST_OF_A_PAGE = 500;
    private static final int MOST_OF_A_CHART = 300;
    private static final int MOST_OF_A_SEARCH = 3_000;
    private static final int WARM = 3;
    private static final int ROUNDS = 7;

    /** A pattern that the addresses fit which are measured. */
    private static final Predicate<String> ONLY =
            Pattern.compile(System.getProperty("pages.only", "")).asPredicate();

    private static final int PER_SECOND = Integer.getInteger("calls.rate", 100);
    private static final Duration WINDOW = Duration.ofSeconds(Integer.getInteger("calls.window", 15));
    private static final int WINDOWS = Integer.getInteger("calls.windows", 4);
    private static final int DELETED = Integer.getInteger("calls.deleted", 200_000);

    private static final Map<String, String> environment = new HashMap<>();
    private static Pollux pollux;
    private static Rounds rounds;

    @BeforeAll
    static void open() throws Exception {
        System.getenv().forEach((name, text) -> {
            if (name.startsWith("MYSQL_") || name.startsWith("DATABASE_")) {
                environment.put(name, text);
            }
        });
        Path data = Path.of(System.getProperty("filled.data", "target/filled")).toAbsolutePath();
        environment.put("POLLUX_DATA_DIR", data.toString());
        boolean embedded = "h2".equals(environment.get("DATABASE_TYPE"));
        if (embedded) {
            fillOnce(data.resolve("default_db.mv.db"));
        } else if (environment.containsKey("MYSQL_HOST")) {
            environment.put("DATABASE_TYPE", "mysql");
        } else {
            environment.putAll(MariaDb.schema("filled"));
            fill();
        }
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("API_KEYS", "[]");
        // The rows of another run know another address of the fake Google.
        settings.put("POLLUX_ENVIRONMENT_WINS", "true");
        settings.put("AUTO_DELETE_ERROR_LOGS_ENABLED", "false");
        long begun = System.nanoTime();
        pollux = Pollux.start("pagetimes", settings);
        say("started in %d ms, %d keys are ready", millis(begun), pollux.readyKeys());
        pollux.google().record(false);
        rounds = Rounds.of(pollux.base());
    }

    private static void fillOnce(Path file) {
        if (!Files.exists(file)) {
            fill();
        }
    }

    private static void fill() {
        new Filling(environment, Amount.ofProperties(Instant.now()), told -> say("%s", told)).run();
    }

    @AfterAll
    static void close() {
        if (pollux != null) {
            pollux.close();
        }
    }

    @Test
    @Order(1)
    void everyPageIsThereWithinHalfASecond() throws Exception {
        List<String> slow = new ArrayList<>();
        List<String> pages = new ArrayList<>(Rounds.PAGES.stream().filter(ONLY).toList());
        pages.add(rounds.details());
        for (String page : pages) {
            slow.addAll(measured(page, MOST_OF_A_PAGE, () -> rounds.look(page)));
        }
        slow.addAll(measured("/login", MOST_OF_A_PAGE, () -> rounds.lookFromOutside("/login")));
        assertThat(slow).isEmpty();
    }

    @Test
    @Order(2)
    void everyChartIsThereWithinThreeTenthsOfASecond() throws Exception {
        List<String> slow = new ArrayList<>();
        for (String chart : Rounds.charts()) {
            slow.addAll(measured(chart, MOST_OF_A_CHART, () -> rounds.look(chart)));
        }
        assertThat(slow).isEmpty();
    }

    /** A search is given up after five seconds; these are to end. */
    @Test
    @Order(2)
    void searchInVainThroughAMonthOfErrorsEnds() throws Exception {
        List<String> slow = new ArrayList<>();
        for (String page : Rounds.IN_VAIN) {
            slow.addAll(measured(page, MOST_OF_A_SEARCH, () -> rounds.look(page)));
        }
        assertThat(slow).isEmpty();
    }

    /** The median of some, once more when that was too slow: somebody else may have been at work on this machine. */
    private static List<String> measured(String what, int most, Look look) throws Exception {
        long[] took = times(look);
        if (took[ROUNDS / 2] > most) {
            say("%5d ms   (again) %s", took[ROUNDS / 2], what);
            took = times(look);
        }
        long median = took[ROUNDS / 2];
        say("%5d ms, at most %5d   %s%s", median, took[ROUNDS - 1], what, median > most ? "   TOO SLOW" : "");
        return median > most ? List.of(what + " " + median + " ms") : List.of();
    }

    private static long[] times(Look look) throws Exception {
        long[] took = new long[ROUNDS];
        for (int round = -WARM; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            look.look();
            if (round >= 0) {
                took[round] = millis(begun);
            }
        }
        Arrays.sort(took);
        return took;
    }

    /**
     * In turns, so that whatever else this machine does befalls all of them: nobody looks; somebody looks at one page after
     * the other without a pause; the same while rows are deleted.
     */
    @Test
    @Order(3)
    void callsFlowAtTheSameRateWhilePagesAreLookedAtAndRowsAreDeleted() throws Exception {
        assumeTrue(environment.containsKey("MYSQL_HOST"), "the rows are counted at a server");
        SteadyCalls warm = new SteadyCalls(pollux.base(), PER_SECOND);
        SteadyCalls alone = new SteadyCalls(pollux.base(), PER_SECOND);
        SteadyCalls looked = new SteadyCalls(pollux.base(), PER_SECOND);
        SteadyCalls deleting = new SteadyCalls(pollux.base(), PER_SECOND);
        warm.run(WINDOW);
        String boundary = boundary();
        long before = rows(boundary);
        String wish = "span=custom&until=" + boundary.replace(":", "%3A");
        AtomicInteger pages = new AtomicInteger();
        for (int window = 0; window < WINDOWS || before - rows(boundary) < DELETED && window < 4 * WINDOWS; window++) {
            alone.run(WINDOW);
            if (window < WINDOWS) {
                lookingRound(pages, () -> looked.run(WINDOW));
            }
            rounds.erase("scope=found&" + wish);
            lookingRound(pages, () -> deleting.run(WINDOW));
            rounds.erase("scope=stop");
        }
        long gone = before - rows(boundary);
        say("nobody looks          %s", alone);
        say("pages in a loop       %s", looked);
        say("... and rows deleted  %s", deleting);
        say("%d pages looked at, %d rows deleted, the last deletion says %s", pages.get(), gone, rounds.erasing());
        assertThat(gone).isGreaterThan(DELETED / 2);
        assertThat(List.of(alone.failed(), looked.failed(), deleting.failed())).containsOnly(0);
        assertThat(looked.perSecond()).isGreaterThan(alone.perSecond() * 0.9);
        assertThat(deleting.perSecond()).isGreaterThan(alone.perSecond() * 0.9);
    }

    /** Has somebody look at all pages and charts for as long as the work takes. */
    private static void lookingRound(AtomicInteger pages, Look work) throws Exception {
        List<String> all = new ArrayList<>(Rounds.PAGES);
        all.addAll(Rounds.charts());
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                while (!over.get()) {
                    rounds.look(all.get(pages.getAndIncrement() % all.size()));
                }
            } catch (IOException | InterruptedException | AssertionError e) {
                trouble.set(e);
            }
        });
        reader.start();
        work.look();
        over.set(true);
        reader.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(trouble.get()).isNull();
    }

    /** The moment before which about as many rows lie as are to be deleted, as a field of the page has it. */
    private static String boundary() throws SQLException {
        String rank = "SELECT DATE_FORMAT(request_time, '%Y-%m-%dT%H:%i') FROM t_request_log ORDER BY request_time"
                + " LIMIT 1 OFFSET " + DELETED * 9 / 10;
        return ask(rank);
    }

    private static long rows(String before) throws SQLException {
        String older = " WHERE request_time < '" + before + "'";
        return Long.parseLong(ask("SELECT (SELECT COUNT(*) FROM t_request_log" + older
                + ") + (SELECT COUNT(*) FROM t_error_logs" + older + ")"));
    }

    private static String ask(String sql) throws SQLException {
        String url = "jdbc:mariadb://" + environment.get("MYSQL_HOST") + ":" + environment.get("MYSQL_PORT") + "/"
                + environment.get("MYSQL_DATABASE") + "?allowPublicKeyRetrieval=true";
        try (Connection connection = DriverManager.getConnection(
                        url, environment.get("MYSQL_USER"), environment.get("MYSQL_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static long millis(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** A line of the table that this is about. */
    private static void say(String line, Object... parts) {
        System.out.println(String.format(Locale.ROOT, line, parts));
    }

    private interface Look {
        void look() throws Exception;
    }
}
