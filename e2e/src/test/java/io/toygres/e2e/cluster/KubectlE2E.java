package io.toygres.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.process.Outcome;
import org.junit.jupiter.api.Test;
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
}
