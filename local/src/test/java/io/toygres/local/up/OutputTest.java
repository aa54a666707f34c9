package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void longWorkShowsThatItGoesOnWithoutATerminalToo() throws Exception {
        ScriptPart run = ScriptPart.run(folder, Map.of("TELL_EVERY", "0"), "working Building sleep 0.1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).matches("(Building … [0-9]+ s\n)+Building: [0-9]+ s +\n");
    }

    @Test
    void workThatFailsShowsWhatItSaid() throws Exception {
        ScriptPart run = ScriptPart.run(folder, Map.of(), "working Building bash -c 'echo no space; exit 3'");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("no space\n", "Building failed, the whole output is in");
    }

    @Test
    void aStateFolderThatOthersCouldReadIsClosed() throws Exception {
        Path state = Files.createDirectory(
                folder.resolve("state"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThat(ScriptPart.run(folder, Map.of(), "private_folder \"$TOYGRES_STATE\"")
                        .exitCode())
                .isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderWhoseNameBeginsLikeAnOptionIsAFolder() throws Exception {
        assertThat(ScriptPart.run(folder, Map.of(), "private_folder -p").exitCode())
                .isZero();

        assertThat(folder.resolve("-p")).isDirectory();
    }

    @Test
    void aChangeOfPostgresUnderTheSystemIsTold() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Files.writeString(programs.resolve("postgres"), "old");
        Files.writeString(Files.createDirectory(folder.resolve("state")).resolve("system.json"), "{}");
        Map<String, String> environment = Map.of("POSTGRES_PROGRAMS", programs.toString());
        assertThat(ScriptPart.run(folder, environment, "postgres_changed")).isEqualTo(new ScriptPart(1, ""));

        Files.setLastModifiedTime(folder.resolve("state/system.json"), FileTime.from(Instant.EPOCH));

        assertThat(ScriptPart.run(folder, environment, "postgres_changed").output())
                .contains("This machine's PostgreSQL was changed while the system was running");
    }
}
