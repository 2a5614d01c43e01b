package io.pollux.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The Java runtimes of this machine. */
public final class Jdks {
    private Jdks() {}

    /** The one that runs the tests. */
    public static Path current() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A JDK 25: what {@code JAVA_HOME_25} names, else one that stands where Linux distributions put them. */
    public static Optional<Path> jdk25() {
        String named = System.getenv("JAVA_HOME_25");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(usual)) {
            return Optional.empty();
        }
        try (Stream<Path> installed = Files.list(usual)) {
            return installed
                    .filter(home -> home.getFileName().toString().matches(".*(^|\\D)25(\\D.*|$)"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
