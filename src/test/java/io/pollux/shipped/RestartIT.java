package io.pollux.shipped;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.Pollux;
import io.pollux.testing.ReceivedCall;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Pollux has learnt about its keys, before and after a restart, and what it has written down meanwhile: four keys,
 * of which one is spent for the day with one model and one is refused.
 */
class RestartIT {
    private static final int KEYS = 4;
    private static final String SPENT = "gemini-2.5-pro";
    private static final String OTHER = "gemini-2.5-flash";
    private static final List<String> REQUESTS = new ArrayList<>();
    private static final List<String> ERRORS = new ArrayList<>();
    private static final List<String> REFUSED = new ArrayList<>();
    private static Pollux pollux;
    private static String spentKey;
    private static String badKey;
    private static List<ReceivedCall> before;
    private static List<ReceivedCall> after;
    private static int attempts;

    @BeforeAll
    static void learnAndStartAgain() throws SQLException {
        pollux = Pollux.start("restart", Map.of("API_KEYS", Pollux.list(KEYS), "MAX_RETRIES", "2"));
        pollux.google().when(model(SPENT)).answer(Answers.dailyQuota()).once();
        pollux.google().when(model(OTHER)).answer(Answers.keyInvalid()).once();
        spentKey = firstKeyOf(SPENT);
        badKey = firstKeyOf(OTHER);
        before = turns();
        pollux.google().reset();
        pollux.google().when(model("gemini-2.5-broken")).answer(Answers.minuteQuota());
        call("gemini-2.5-broken");
        attempts = pollux.google().calls().size();
        pollux.stop();
        readTheBooks();
        pollux.run();
        after = turns();
    }

    @AfterAll
    static void close() {
        pollux.close();
    }

    @Test
    void aSpentDayCoolsTheKeyForThatModelOnly() {
        assertThat(keys(before, SPENT)).doesNotContain(spentKey);
        assertThat(keys(before, OTHER)).contains(spentKey);
    }

    @Test
    void aRefusedKeyIsNotTriedAgainWithAnyModel() {
        assertThat(before).extracting(ReceivedCall::key).doesNotContain(badKey);
    }

    @Test
    void bothAreStillKnownAfterARestart() {
        assertThat(keys(after, SPENT)).isNotEmpty().doesNotContain(spentKey, badKey);
        assertThat(keys(after, OTHER)).contains(spentKey).doesNotContain(badKey);
    }

    @Test
    void theReasonOfARefusalIsKept() {
        assertThat(REFUSED).hasSize(1).allMatch(row -> row.startsWith("INVALID|") && row.contains("API key not valid"));
    }

    @Test
    void eachAttemptHasOneRowInTheJournalAndEachFailureAnother() {
        assertThat(attempts).isEqualTo(2);
        assertThat(REQUESTS)
                .filteredOn(row -> row.startsWith(SPENT + "|429|1|"))
                .hasSize(1);
        assertThat(REQUESTS)
                .filteredOn(row -> row.startsWith(OTHER + "|400|1|"))
                .hasSize(1);
        assertThat(REQUESTS)
                .filteredOn(row -> row.startsWith("gemini-2.5-broken|429|"))
                .hasSize(attempts);
        assertThat(REQUESTS)
                .filteredOn(row -> row.contains("|200|2|") && row.endsWith("|COMPLETE"))
                .hasSize(2);
        assertThat(REQUESTS).hasSize(before.size() + 4 + attempts);
        assertThat(ERRORS).hasSize(2 + attempts);
    }

    @Test
    void noBookHoldsAWholeKey() {
        assertThat(String.join("\n", REQUESTS) + ERRORS + REFUSED)
                .doesNotContain(Pollux.key(0), Pollux.key(1), Pollux.key(2), Pollux.key(3))
                .doesNotContain(Pollux.TOKEN);
        assertThat(pollux.log()).doesNotContain(Pollux.KEY_MARK, Pollux.TOKEN, Pollux.ADMINISTRATOR);
    }

    private static String firstKeyOf(String model) {
        assertThat(call(model).status()).isEqualTo(200);
        List<ReceivedCall> calls = pollux.google().calls().stream()
                .filter(call -> call.model().equals(model))
                .toList();
        assertThat(calls).hasSize(2);
        return calls.get(0).key();
    }

    /** Each model is asked for so often that each key has had its turn. */
    private static List<ReceivedCall> turns() {
        pollux.google().reset();
        for (int i = 0; i < 2 * KEYS; i++) {
            assertThat(call(SPENT).status()).isEqualTo(200);
            assertThat(call(OTHER).status()).isEqualTo(200);
        }
        return pollux.google().calls();
    }

    private static List<String> keys(List<ReceivedCall> calls, String model) {
        return calls.stream()
                .filter(call -> call.model().equals(model))
                .map(ReceivedCall::key)
                .toList();
    }

    private static Bare call(String model) {
        return Bare.post(
                pollux.base(),
                "/v1beta/models/" + model + ":generateContent",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
    }

    private static void readTheBooks() throws SQLException {
        String address = "jdbc:h2:file:" + pollux.data().resolve("default_db")
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
        try (Connection books = DriverManager.getConnection(address, "sa", "")) {
            read(books, REQUESTS, "SELECT model_name, status_code, attempt, api_key, ending FROM t_request_log");
            read(books, ERRORS, "SELECT model_name, error_code, gemini_key, error_log, request_msg FROM t_error_logs");
            read(books, REFUSED, "SELECT refusal, refusal_reason FROM t_pollux_key WHERE refusal IS NOT NULL");
            // Pollux has told the file to stay open until it is told to close.
            books.createStatement().execute("SHUTDOWN");
        }
    }

    private static void read(Connection books, List<String> into, String query) throws SQLException {
        try (ResultSet rows = books.createStatement().executeQuery(query)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                into.add(String.join("|", row));
            }
        }
    }
}
