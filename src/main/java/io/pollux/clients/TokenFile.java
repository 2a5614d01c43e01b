package io.pollux.clients;

import io.pollux.exchange.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where an administrator finds a token that Pollux has made. Nobody but the owner of the process can read it, from the
 * first moment on.
 *
 * @param directory the data directory
 */
record TokenFile(Path directory) {
    private static final String NAME = "admin-token";

    Path path() {
        return directory.resolve(NAME);
    }

    /** Whole or not at all, also when the power fails. */
    void write(Secret token) {
        try {
            Path draft = Files.createTempFile(directory, NAME, ".tmp", ownerOnly());
            try {
                Files.writeString(draft, token.reveal() + "\n", StandardCharsets.US_ASCII);
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the administrator's token to " + path(), e);
        }
    }

    /** The token it holds is no longer the administrator's. */
    void remove() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path(), e);
        }
    }

    /** Windows has no such bits; there a temporary file inherits the rights of the directory. */
    private FileAttribute<?>[] ownerOnly() {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
