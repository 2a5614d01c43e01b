package io.pollux.server;

import io.pollux.testing.Jdks;
import io.pollux.testing.ServerKind;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** A server on a Java runtime: what the smoke suite is run against. */
record Installation(ServerKind kind, String java, Path javaHome) {
    /** All servers on the JDK of the build, and on a JDK 25 where the machine has one. */
    static Stream<Installation> all() {
        String current = "jdk" + Runtime.version().feature();
        Stream<Installation> onCurrent =
                Stream.of(ServerKind.values()).map(kind -> new Installation(kind, current, Jdks.current()));
        Stream<Installation> on25 = Jdks.jdk25().stream()
                .filter(home -> Runtime.version().feature() != 25)
                .flatMap(home -> Stream.of(ServerKind.values()).map(kind -> new Installation(kind, "jdk25", home)));
        return Stream.concat(onCurrent, on25);
    }

    Path directory() {
        return Path.of("target", "smoke", this.toString()).toAbsolutePath();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + java;
    }
}
