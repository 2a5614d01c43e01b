package io.pollux.bench;

import io.pollux.testing.ServerKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured, and for how long. Each is a system property {@code bench.<name>}.
 *
 * @param jvm options of the server's JVM, such as the start of a flight recording
 * @param upstream the upstream's port; 0 for any
 * @param also port and process of another Pollux that runs already, such as {@code 8081:4711}: it is measured in the same
 *     rounds, so that two versions can be compared. Its BASE_URL names the upstream's port.
 */
record Options(
        ServerKind server,
        List<String> cases,
        int rounds,
        Times times,
        String jvm,
        int upstream,
        Optional<Proxy> also) {
    private static final Map<String, ServerKind> SERVERS = Map.of(
            "tomcat10", ServerKind.TOMCAT_10,
            "tomcat11", ServerKind.TOMCAT_11,
            "wildfly", ServerKind.WILDFLY,
            "payara", ServerKind.PAYARA_MICRO);

    /** How long each proxy is used before it is measured, and how long each measurement takes. */
    record Times(Duration warmUp, Duration window) {}

    static Options ofSystem() {
        String server = System.getProperty("bench.server", "tomcat10");
        if (!SERVERS.containsKey(server)) {
            throw new IllegalArgumentException("bench.server is one of " + SERVERS.keySet());
        }
        List<String> cases = List.of(System.getProperty("bench.cases", "all").split(","));
        if (!cases.equals(List.of("all")) && !Bench.CASES.keySet().containsAll(cases)) {
            throw new IllegalArgumentException("bench.cases is all, or some of " + Bench.CASES.keySet());
        }
        return new Options(
                SERVERS.get(server),
                cases.equals(List.of("all")) ? List.copyOf(Bench.CASES.keySet()) : cases,
                Integer.getInteger("bench.rounds", 3),
                new Times(seconds("bench.warmup", 75), seconds("bench.window", 10)),
                System.getProperty("bench.jvm", ""),
                Integer.getInteger("bench.upstream", 0),
                running(System.getProperty("bench.also", "")));
    }

    private static Duration seconds(String name, int usual) {
        return Duration.ofSeconds(Integer.getInteger(name, usual));
    }

    private static Optional<Proxy> running(String portAndProcess) {
        if (portAndProcess.isEmpty()) {
            return Optional.empty();
        }
        String[] both = portAndProcess.split(":");
        return Optional.of(new Proxy(
                "also",
                Integer.parseInt(both[0]),
                ProcessHandle.of(Long.parseLong(both[1])).orElseThrow()));
    }
}
