package io.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.testing.LogLines;
import io.pollux.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageIT {
    @Parameter
    private TestDatabase database;

    private Storage storage;

    @BeforeParameterizedClassInvocation
    void open() {
        storage = database.open("storage");
    }

    @AfterParameterizedClassInvocation
    void close() {
        storage.close();
    }

    @BeforeEach
    void emptyTable() {
        storage.write(transaction -> run(transaction.em(), "DELETE FROM t_pollux_mark"));
    }

    @Test
    void actionsRunAfterTheCommitInTheirOrder() {
        List<String> events = new ArrayList<>();

        String result = storage.inTransaction(transaction -> {
            Marks.put(transaction, "a", "1");
            transaction.afterCommit(() -> events.add("first sees " + mark("a")));
            transaction.afterCommit(() -> events.add("second"));
            events.add("work");
            return "result";
        });

        assertThat(result).isEqualTo("result");
        assertThat(events).containsExactly("work", "first sees 1", "second");
    }

    @Test
    void nothingIsWrittenAndNoActionRunsWhenTheWorkFails() {
        List<String> events = new ArrayList<>();

        assertThatIllegalStateException()
                .isThrownBy(() -> storage.write(transaction -> {
                    Marks.put(transaction, "a", "1");
                    transaction.em().flush();
                    transaction.afterCommit(() -> events.add("told"));
                    throw new IllegalStateException("no");
                }))
                .withMessage("no");

        assertThat(events).isEmpty();
        assertThat(find(storage, "a")).isEmpty();
    }

    @Test
    void noActionRunsWhenTheCommitFails() {
        List<String> events = new ArrayList<>();

        assertThatThrownBy(() -> storage.write(transaction -> {
                    transaction.afterCommit(() -> events.add("told"));
                    run(transaction.em(), "INSERT INTO t_pollux_mark (name, content) VALUES ('a', '1')");
                    run(transaction.em(), "INSERT INTO t_pollux_mark (name, content) VALUES ('a', '2')");
                }))
                .isNotInstanceOf(DatabaseUnavailable.class);

        assertThat(events).isEmpty();
    }

    @Test
    void anActionThatFailsHarmsNeitherTheCommitNorTheOtherActions() {
        List<String> events = new ArrayList<>();

        try (LogLines log = LogLines.of(Storage.class)) {
            storage.write(transaction -> {
                Marks.put(transaction, "a", "1");
                transaction.afterCommit(() -> {
                    throw new IllegalStateException("deaf");
                });
                transaction.afterCommit(() -> events.add("told"));
            });
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(events).containsExactly("told");
        assertThat(mark("a")).isEqualTo("1");
    }

    @Test
    void batchesOnTheConnectionBelongToTheTransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.write(transaction -> {
                    try (PreparedStatement insert = transaction
                            .connection()
                            .prepareStatement("INSERT INTO t_pollux_mark (name, content) VALUES (?, 'x')")) {
                        insert.setString(1, "batch");
                        insert.addBatch();
                        insert.executeBatch();
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                    assertThat(Marks.find(transaction.em(), "batch")).contains("x");
                    throw new IllegalStateException("roll back");
                }));

        assertThat(find(storage, "batch")).isEmpty();
    }

    @Test
    void firstOfTwoMarksStays() {
        assertThat(Marks.putIfAbsent(storage, "once", "first")).isEqualTo("first");
        assertThat(Marks.putIfAbsent(storage, "once", "second")).isEqualTo("first");
    }

    @Test
    void timesAreUtcWhateverTheZoneOfTheJvmEvenInTheHourThatItLacks() {
        Instant inTheGap = Instant.parse("2026-03-29T02:30:00.250Z");
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            storage.write(transaction -> transaction
                    .em()
                    .createNativeQuery("INSERT INTO t_pollux_token (hash, kind, created_at) VALUES ('h', 'X', ?)")
                    .setParameter(1, UtcTime.column(inTheGap))
                    .executeUpdate());

            Object read = storage.read(em -> em.createNativeQuery("SELECT created_at FROM t_pollux_token")
                    .getSingleResult());
            Object text = storage.read(em -> em.createNativeQuery("SELECT CONCAT(created_at, '') FROM t_pollux_token")
                    .getSingleResult());

            assertThat(read).isEqualTo(LocalDateTime.parse("2026-03-29T02:30:00.250"));
            assertThat(text.toString()).startsWith("2026-03-29 02:30:00.25");
        } finally {
            TimeZone.setDefault(before);
            storage.write(transaction -> run(transaction.em(), "DELETE FROM t_pollux_token"));
        }
    }

    @Test
    void textsOfAllAlphabetsSurvive() {
        storage.write(transaction -> Marks.put(transaction, "a", "Zoë ключ 密钥 🔑"));

        assertThat(mark("a")).isEqualTo("Zoë ключ 密钥 🔑");
    }

    @Test
    void whatWasWrittenIsThereAfterClosingAndOpening() {
        Map<String, String> again = database.fresh("storage_again");
        try (Storage first = Storage.open(TestDatabase.address(again))) {
            first.write(transaction -> Marks.put(transaction, "a", "1"));
            assertThat(first.healthy()).isTrue();
        }
        try (Storage second = Storage.open(TestDatabase.address(again))) {
            assertThat(find(second, "a")).contains("1");
        }
    }

    /** No other database may be open: it may begin a thread of its own at any time. */
    @Test
    void closingLeavesNoThreadBehind() {
        storage.close();
        try {
            assertThat(threadsLeftByOpeningAndClosing()).isEmpty();
        } finally {
            open();
        }
    }

    private List<String> threadsLeftByOpeningAndClosing() {
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        Storage.open(TestDatabase.address(database.fresh("storage_threads"))).close();

        long deadline = System.nanoTime() + 10_000_000_000L;
        List<String> left;
        do {
            LockSupport.parkNanos(10_000_000);
            left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .filter(name -> name.contains("pollux") || name.contains("H2") || name.contains("MVStore"))
                    .toList();
        } while (!left.isEmpty() && System.nanoTime() < deadline);
        return left;
    }

    private String mark(String name) {
        return storage.read(em -> Marks.find(em, name).orElseThrow());
    }

    private static void run(EntityManager em, String sql) {
        em.createNativeQuery(sql).executeUpdate();
    }

    private static Optional<String> find(Storage storage, String mark) {
        return storage.read(em -> Marks.find(em, mark));
    }
}
