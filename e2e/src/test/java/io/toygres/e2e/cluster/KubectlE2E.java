package io.toygres.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsSystem
final class KubectlE2E {

    @ParameterizedTest
    @ValueSource(strings = {"statefulsets", "pods", "pvc", "services", "secrets", "configmaps"})
    void listsTheObjectsOfAnInstance(String resource, Kubectl kubectl, LoadedSource loaded) {
        Outcome listed = kubectl.run(
                "get", resource, "-l", "toygres.io/instance-id=" + loaded.copy().id());

        assertThat(listed.exitCode()).as(listed.output()).isZero();
        assertThat(listed.output()).contains("NAME").contains(loaded.copy().name());
    }

    @Test
    void listsTheJobsAndShowsTheirLogs(Kubectl kubectl, LoadedSource loaded) {
        String backup = "backup-" + loaded.image().id();
        String restore = "restore-" + loaded.copy().id();

        assertThat(kubectl.run("get", "jobs").output()).contains(backup).contains(restore);
        assertThat(kubectl.run("logs", "job/" + backup).output()).contains("\"progress\"");
        assertThat(kubectl.run("logs", "job/" + restore).output()).contains("\"progress\"");
    }

    @Test
    void describesTheInstancesPod(Kubectl kubectl, Cluster cluster, LoadedSource loaded) {
        String pod = cluster.podOf(loaded.instance().id());

        Outcome described = kubectl.run("describe", "pod", pod);

        assertThat(described.exitCode()).as(described.output()).isZero();
        assertThat(described.output()).contains("Running").contains("postgres");
    }

    @Test
    void showsWhatHappenedToTheInstancesPod(Kubectl kubectl, Cluster cluster, LoadedSource loaded) {
        String pod = cluster.podOf(loaded.instance().id());

        Outcome events = kubectl.run("events", "--for", "pod/" + pod);

        assertThat(events.exitCode()).as(events.output()).isZero();
        assertThat(events.output()).contains("Started");
    }

    @Test
    void runsACommandInTheInstancesPod(Kubectl kubectl, Cluster cluster, LoadedSource loaded) {
        String pod = cluster.podOf(loaded.instance().id());

        Outcome asked = kubectl.run(
                "exec", pod, "--container", "postgres", "--", "psql", "--username=postgres", "-Atc", "SELECT 6 * 7");

        assertThat(asked.exitCode()).as(asked.output()).isZero();
        assertThat(asked.output()).isEqualTo("42\n");
    }

    @Test
    void deletesAnObject(Kubectl kubectl, @TempDir Path folder) throws IOException {
        String name = Toygres.unique("passing");
        Path file = Files.writeString(folder.resolve("object.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                """.formatted(name));
        Outcome created = kubectl.run("create", "--validate=false", "-f", file.toString());
        assertThat(created.exitCode()).as(created.output()).isZero();

        Outcome deleted = kubectl.run("delete", "configmap", name);

        assertThat(deleted.exitCode()).as(deleted.output()).isZero();
        assertThat(kubectl.run("get", "configmap", name).output()).contains("not found");
    }
}
