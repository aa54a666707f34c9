package io.toygres.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The newest PostgreSQL of this machine, run under bubblewrap: PostgreSQL refuses to run as root, so it runs as uid 999 of a
 * user namespace, which is the calling user outside. Its files belong to that user, and no folder above them needs to be
 * readable by anybody else. The network is the machine's.
 *
 * @param bin folder of {@code initdb}, {@code postgres} and {@code psql}
 */
public record PostgresPrograms(Path bin) {
    private static final Path DEBIAN = Path.of("/usr");
    private static final Path INSTALLED = DEBIAN.resolve("lib/postgresql");

    public static PostgresPrograms newest() {
        return installedMajors().stream()
                .max(Comparator.naturalOrder())
                .map(major -> new PostgresPrograms(INSTALLED.resolve(major + "/bin")))
                .orElseThrow(() -> new IllegalStateException("No PostgreSQL server in " + INSTALLED));
    }

    /** The major versions whose server is installed here, oldest first. */
    public static List<Integer> installedMajors() {
        try (Stream<Path> majors = Files.list(INSTALLED)) {
            return majors.filter(major -> Files.isExecutable(major.resolve("bin/initdb")))
                    .map(major -> Integer.valueOf(major.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same programs from a copy. PostgreSQL finds its libraries and its files in {@code share} by their place relative to the
     * program, so both are copied in Debian's layout.
     */
    PostgresPrograms copiedTo(Path folder) {
        Path version = bin.getName(bin.getNameCount() - 2);
        Path programs = Path.of("lib/postgresql").resolve(version);
        Path share = Path.of("share/postgresql").resolve(version);
        new ProgramsCopy(folder, DEBIAN, List.of(programs, share)).refresh();
        return new PostgresPrograms(folder.resolve(programs).resolve("bin"));
    }

    /**
     * A command that runs {@code program} with write access to {@code folder} alone.
     *
     * @param folder also holds the passwd file that names uid 999, which initdb asks for
     */
    List<String> confined(Path folder, String program, List<String> arguments) {
        Path passwd = folder.resolve("passwd");
        try {
            Files.writeString(passwd, "postgres:x:999:999::/:/bin/false\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command =
                new ArrayList<>(List.of("bwrap", "--die-with-parent", "--unshare-user", "--unshare-ipc"));
        command.addAll(List.of("--uid", "999", "--gid", "999", "--ro-bind", "/", "/", "--dev", "/dev"));
        command.addAll(List.of("--bind", folder.toString(), folder.toString()));
        command.addAll(List.of("--ro-bind", passwd.toString(), "/etc/passwd", "--chdir", folder.toString()));
        command.addAll(List.of("--", bin.resolve(program).toString()));
        command.addAll(arguments);
        return command;
    }

    String psql() {
        return bin.resolve("psql").toString();
    }
}
