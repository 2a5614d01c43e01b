package io.pollux.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL stays within what H2 in MySQL mode, MariaDB and MySQL 8 all take. */
class SqlSubsetTest {
    private static final Map<String, Pattern> REFUSED = refused();
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("(?i)CREATE (?:UNIQUE )?INDEX (\\w+)");

    private static Map<String, Pattern> refused() {
        Map<String, String> patterns = new LinkedHashMap<>();
        patterns.put("H2: several ADD in one ALTER", "ALTER TABLE[^;]*\\bADD\\b[^;]*,\\s*ADD\\b");
        patterns.put("H2: prefix index", "INDEX \\w+ ON \\w+ \\([^;]*\\(\\d+\\)");
        patterns.put("H2: unquoted word", "(?<![`'.\\w:])(value|day|hour|user)(?![`'\\w(])");
        patterns.put("H2: stored generated column", "\\bGENERATED\\b.*\\bSTORED\\b");
        patterns.put("H2: UPDATE with JOIN", "\\bUPDATE \\w+( \\w+)? (INNER |LEFT )?JOIN\\b");
        patterns.put("H2: DELETE with ORDER BY", "\\bDELETE FROM[^;]*\\bORDER BY\\b");
        patterns.put("H2: function", "\\b(UTC_TIMESTAMP|DATE_SUB|DATE_ADD|DATE_FORMAT|JSON_EXTRACT|GET_LOCK)\\b");
        patterns.put("H2: INTERVAL without quotes", "\\bINTERVAL \\d");
        patterns.put("H2, MariaDB: alias of new row", "\\bAS new\\b");
        patterns.put("MySQL 8: column or index IF NOT EXISTS", "(ADD COLUMN|INDEX) IF NOT EXISTS");
        patterns.put("the database's clock", "\\b(NOW\\(\\)|CURRENT_TIMESTAMP|CURRENT_DATE|SYSDATE)");
        Map<String, Pattern> compiled = new LinkedHashMap<>();
        patterns.forEach((why, pattern) ->
                compiled.put(why, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)));
        return compiled;
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void migrationKeepsToTheSubset(Path file) throws IOException {
        String sql = Files.readString(file).replaceAll("--[^\\n]*", "");

        for (String statement : sql.split(";")) {
            assertThat(complaints(statement)).as(statement.strip()).isEmpty();
            assertThat(statement).as("unquoted key").doesNotContainPattern("(?i)(?<!PRIMARY |UNIQUE |`)\\bkey\\b(?!`)");
        }
    }

    @Test
    void noIndexNameIsUsedTwice() throws IOException {
        Map<String, Integer> uses = new HashMap<>();
        for (Path file : migrations().toList()) {
            Matcher index = INDEX.matcher(Files.readString(file));
            while (index.find()) {
                uses.merge(index.group(1), 1, Integer::sum);
            }
        }
        assertThat(uses).isNotEmpty().allSatisfy((name, count) -> assertThat(count)
                .isEqualTo(1));
    }

    @Test
    void everyMigrationIsNamedInTheCode() throws IOException {
        assertThat(migrations().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(Migrations.FILES);
    }

    @Test
    void nativeQueriesKeepToTheSubset() throws IOException {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                statements.addAll(nativeSql(Files.readString(file)));
            }
        }

        assertThat(statements).anyMatch(sql -> sql.contains("t_pollux_cooldown"));
        assertThat(statements)
                .allSatisfy(sql -> assertThat(complaints(sql)).as(sql).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t_a ADD COLUMN b INT, ADD COLUMN c INT",
                "CREATE INDEX i ON t_a (b, c(10))",
                "SELECT value FROM t_a",
                "UPDATE t_a SET day = 1",
                "ALTER TABLE t_a ADD COLUMN (b INT GENERATED ALWAYS AS (a + 1) STORED)",
                "UPDATE t_a JOIN t_b ON t_a.id = t_b.id SET t_a.x = 1",
                "DELETE FROM t_a WHERE b < ? ORDER BY id LIMIT 10",
                "SELECT * FROM t_a WHERE b < DATE_SUB(?, INTERVAL '1' DAY)",
                "SELECT * FROM t_a WHERE b < ? - INTERVAL 1 DAY",
                "INSERT INTO t_a VALUES (1) AS new ON DUPLICATE KEY UPDATE b = new.b",
                "CREATE INDEX IF NOT EXISTS i ON t_a (b)",
                "UPDATE t_a SET b = NOW()"
            })
    void theCheckFindsWhatItIsFor(String sql) {
        assertThat(complaints(sql)).isNotEmpty();
    }

    @Test
    void theCheckReadsJoinedLiteralsAndNoComments() {
        String source = """
                String a = "SELECT x" // "SELECT value FROM t_comment"
                        + " FROM t_a"; call("other"); String c = "the user";
                """;

        assertThat(nativeSql(source)).containsExactly("SELECT x FROM t_a");
    }

    private static List<String> complaints(String sql) {
        return REFUSED.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(sql).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** V10 comes after V9. */
    private static double version(Path file) {
        String name = file.getFileName().toString();
        return Double.parseDouble(name.substring(1, name.indexOf("__")).replace('_', '.'));
    }

    static Stream<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("sql"))) {
            return files.sorted(Comparator.comparing(SqlSubsetTest::version)).toList().stream();
        }
    }

    /** String literals with a table's name in them; those that a plus joins are one. */
    private static List<String> nativeSql(String source) {
        List<String> statements = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        Matcher literal = LITERAL.matcher(source);
        int end = 0;
        while (literal.find()) {
            if (!source.substring(end, literal.start()).matches("[\\s+]*")) {
                statements.add(joined.toString());
                joined.setLength(0);
            }
            end = literal.end();
            if (literal.group(1) != null) {
                joined.append(literal.group(1));
            } else if (literal.group(2) != null) {
                joined.append(literal.group(2));
            }
        }
        statements.add(joined.toString());
        return statements.stream()
                .filter(text -> text.matches("(?s).*\\bt_[a-z].*"))
                .toList();
    }
}
