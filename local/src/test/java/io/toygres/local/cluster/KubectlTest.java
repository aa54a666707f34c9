package io.toygres.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KubectlTest extends ClusterTest {
    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: %s}
            spec:
              template:
                spec:
                  restartPolicy: Never
                  terminationGracePeriodSeconds: 0
                  containers:
                  - {name: main, image: "debian:12", command: [bash, -c, "%s"]}
            """;

    @BeforeAll
    void requireKubectl() {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
                "kubectl is not installed");
    }

    @Test
    void aJobIsAppliedAwaitedShownAndDeleted() throws Exception {
        Path file = write(JOB.formatted("greet", "echo hello"));

        assertThat(kubectl("apply", "-f", file.toString())).contains("job.batch/greet created");
        assertThat(kubectl("apply", "-f", file.toString())).contains("job.batch/greet unchanged");
        assertThat(kubectl("wait", "--for=condition=complete", "job/greet", "--timeout=120s"))
                .contains("condition met");
        assertThat(kubectl("get", "jobs")).containsPattern("greet +Complete +1/1");
        assertThat(kubectl("get", "pods")).containsPattern("greet-\\w{5} +0/1 +Completed +0");
        assertThat(kubectl("logs", "-f", "job/greet")).isEqualTo("hello\n");
        assertThat(kubectl("describe", "job", "greet"))
                .contains("SuccessfulCreate")
                .contains("Pods Statuses:");
        assertThat(kubectl("describe", "pod", "-l", "job-name=greet"))
                .contains("Exit Code:    0")
                .containsPattern("Normal +Started +\\S+ +kubelet +Started container main");
        assertThat(kubectl("get", "events"))
                .startsWith("LAST SEEN   TYPE ")
                .containsPattern("\\S+ +Normal +Completed +job/greet +Job completed");
        assertThat(kubectl("delete", "job", "greet")).contains("deleted");
        assertThat(kubectl("get", "pods", "-l", "job-name=greet")).contains("No resources found");
        Files.delete(file);
    }

    @Test
    void aCommandRunsInARunningContainer() throws Exception {
        Path file = write(JOB.formatted("stay", "exec sleep 300"));
        kubectl("apply", "-f", file.toString());
        await(() -> kubectl("get", "pods", "-l", "job-name=stay").contains("Running"));

        String pod = kubectl("get", "pods", "-l", "job-name=stay", "-o", "name").strip();

        assertThat(kubectl("exec", pod, "--", "bash", "-c", "echo $HOSTNAME; exit 3"))
                .contains(pod.substring("pod/".length()))
                .contains("exit code 3");
        kubectl("delete", "job", "stay");
        Files.delete(file);
    }

    @Test
    void theKindsOfTheClusterAreListed() throws Exception {
        assertThat(kubectl("get", "pvc,pv,svc,sts,sc,nodes,ns,sa,cm,secrets,events", "-A"))
                .contains("toygres-local-1", "storageclass.storage.k8s.io/toygres-local", "namespace/toygres-managed");
        assertThat(kubectl("api-resources")).contains("statefulsets", "poddisruptionbudgets");
    }

    private static Path write(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile("kubectl", ".yaml"), yaml);
    }

    /** What it prints, on either of its outputs. */
    private String kubectl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", cluster.kubeconfig().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
