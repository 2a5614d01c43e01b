package io.pollux.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Function;

/** The folder that holds what must survive a restart: the embedded database, the master key, the first token. */
public final class DataDirectory {
    private DataDirectory() {}

    /**
     * {@code POLLUX_DATA_DIR}, else a folder of its own in the server's instance directory, else {@code data} in the
     * working directory. Made when it is not there, for its owner only.
     *
     * @param environment the value of a name, from wherever the values come
     * @throws IllegalArgumentException in one line when it cannot be made or written
     */
    public static Path from(Function<String, Optional<String>> environment) {
        Path directory = environment
                .apply("POLLUX_DATA_DIR")
                .filter(text -> !text.isBlank())
                .map(text -> Path.of(text.strip()))
                .or(DataDirectory::ofServer)
                .orElseGet(() -> Path.of("data"))
                .toAbsolutePath()
                .normalize();
        try {
            make(directory);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("POLLUX_DATA_DIR: cannot write in " + directory + " (" + e + ")", e);
        }
        return directory;
    }

    /** Payara Micro's own instance directory is a temporary one, so there the working directory serves. */
    private static Optional<Path> ofServer() {
        return property("jboss.server.data.dir")
                .or(() -> property("catalina.base"))
                .or(() -> property("com.sun.aas.instanceRoot")
                        .filter(root -> Files.exists(root.resolve("config/keyfile"))))
                .filter(root -> !root.startsWith(System.getProperty("java.io.tmpdir")))
                .map(root -> root.resolve("pollux"));
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).map(Path::of);
    }

    private static void make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("not writable");
        }
    }
}
