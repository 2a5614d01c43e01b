package io.pollux.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.testing.RunningServer;
import java.util.List;
import java.util.regex.Pattern;

/** What a server has written, from its start to its end. */
record ServerLog(List<String> lines) {
    /** So many lines a start and a stop may take; the suite makes many more calls than that. */
    private static final int START_AND_STOP = 400;

    /**
     * Payara tells a read listener twice that a body has ended, and fails in its own code when the call is over by the
     * second time. Only an answer that takes no time is so quick.
     */
    private static final Pattern PAYARA_COMES_LATE = Pattern.compile(
            "Exception in thread \"glassfish-web-async-thread[^\\n]*\\n\\s+at org\\.apache\\.catalina\\.connector"
                    + "\\.InputBuffer\\$ReadHandlerImpl\\.processCallbacks.*\\n(\\s+at java\\.base/.*\\n)+");

    /** Payara Micro lists each route once when it has started: one line for each is no chatter. */
    private static final Pattern ROUTE = Pattern.compile("(GET|POST|PUT|PATCH|DELETE)\\t/internal-office/\\S*");

    static ServerLog of(RunningServer server) {
        return new ServerLog(PAYARA_COMES_LATE
                .matcher(server.log())
                .replaceAll("")
                .lines()
                .filter(line -> !ROUTE.matcher(line).matches())
                .toList());
    }

    /** No stack trace, no error, no fruitless look into every library, and no line for each request. */
    void assertClean() {
        assertThat(lines).noneMatch(line -> line.matches("\\s+at [\\w.$/]+\\(.*\\)") || line.contains("SEVERE"));
        assertThat(lines).noneMatch(line -> line.contains(" ERROR "));
        assertThat(lines).noneMatch(line -> line.contains("checkProviderRuntime") || line.contains("SERVER runtime"));
        assertThat(lines).noneMatch(line -> line.contains("TldScanner"));
        assertThat(lines).hasSizeLessThan(START_AND_STOP);
    }
}
