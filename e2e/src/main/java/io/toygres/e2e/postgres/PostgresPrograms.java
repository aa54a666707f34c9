package io.toygres.e2e.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where psql and pgbench are: on the PATH, else in Debian's folder of the newest major version. */
final class PostgresPrograms {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private PostgresPrograms() {}

    static String find(String program) {
        return Stream.concat(onPath(), ofDebian())
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        program + " is not installed: apt-get install postgresql-client postgresql-contrib"))
                .toString();
    }

    /** Debian puts a wrapper for psql on the PATH, but no pgbench. */
    private static Stream<Path> onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of);
    }

    private static Stream<Path> ofDebian() {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (Stream<Path> majors = Files.list(DEBIAN)) {
            return majors
                    .sorted(Comparator.comparingInt(PostgresPrograms::major).reversed())
                    .map(major -> major.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + DEBIAN, e);
        }
    }

    private static int major(Path folder) {
        return Integer.parseInt(folder.getFileName().toString());
    }
}
