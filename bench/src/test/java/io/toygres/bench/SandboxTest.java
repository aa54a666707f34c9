package io.toygres.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxTest {

    private static final List<String> CONTAINER = List.of(
            "bwrap",
            "--json-status-fd",
            "3",
            "--hostname",
            "backup-7d0c-x2x5k",
            "--ro-bind",
            "/usr",
            "/usr",
            "--bind",
            "/state/cluster/pods/0b1c/backup/1/termination-log",
            "/dev/termination-log",
            "--ro-bind",
            "/state/cluster/pods/0b1c/volumes/secret",
            "/toygres/secret",
            "--bind",
            "/state/cluster/pods/0b1c/volumes/work",
            "/toygres/work",
            "--bind",
            "/state/cluster/volumes/pvc-1",
            "/toygres/data",
            "--setenv",
            "HOME",
            "/",
            "--",
            "toygres-job",
            "--hostname",
            "other");

    @Test
    void knowsItsPodAndTheVolumesThatAreGoneWithIt() {
        assertThat(Sandbox.of(CONTAINER))
                .contains(new Sandbox("backup-7d0c-x2x5k", List.of(Path.of("/state/cluster/pods/0b1c/volumes/work"))));
    }

    @Test
    void aProcessThatIsNoneBelongsToNoPod() {
        assertThat(Sandbox.of(List.of())).isEmpty();
        assertThat(Sandbox.of(List.of(""))).isEmpty();
        assertThat(Sandbox.of(List.of("postgres", "--hostname", "backup-7d0c"))).isEmpty();
        assertThat(Sandbox.of(List.of("bwrap", "--dev-bind", "/", "/", "--", "postgres")))
                .isEmpty();
    }

    @Test
    void aCommandInsideIsNotItsOwn() {
        List<String> nameless = new ArrayList<>(CONTAINER);
        nameless.subList(3, 5).clear();

        assertThat(Sandbox.of(nameless)).isEmpty();
    }
}
