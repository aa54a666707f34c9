package io.toygres.e2e.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A libpq password file, for {@code PGPASSFILE}; only this user can read it. */
public final class PasswordFile {

    private PasswordFile() {}

    /** Writes a file with a line for each server, replacing what was there. */
    public static Path write(Path file, Server... servers) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, lines(servers));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    private static List<String> lines(Server... servers) {
        return List.of(servers).stream()
                .map(server -> String.join(
                        ":",
                        escaped(server.host()),
                        Integer.toString(server.route().port()),
                        "*",
                        escaped(server.user()),
                        escaped(server.password().value())))
                .toList();
    }

    /** See <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">The Password File</a>. */
    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }
}
