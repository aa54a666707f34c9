package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlTest extends ClusterTest {
    @BeforeAll
    void requireKubectl() {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
                "kubectl is not installed");
    }

    @Test
    void aJobIsAwaitedListedDescribedReadAndDeleted() throws Exception {
        run(job("greet", "echo hello"));

        assertThat(kubectl("wait", "--for=condition=complete", "job/greet", "--timeout=120s"))
                .contains("condition met");
        assertThat(kubectl("get", "jobs")).containsPattern("NAME +AGE\n(.*\n)*greet +\\d+");
        assertThat(kubectl("logs", "-f", "job/greet")).isEqualTo("hello\n");
        assertThat(kubectl("describe", "job", "greet"))
                .contains("SuccessfulCreate")
                .contains("Pods Statuses:");
        assertThat(kubectl("describe", "pod", "-l", "job-name=greet"))
                .contains("Exit Code:    0")
                .containsPattern("Normal +Started +\\S+ +kubelet +Started container main");
        assertThat(kubectl("events"))
                .startsWith("LAST SEEN ")
                .containsPattern("\\S+ +Normal +Completed +Job/greet +Job completed");
        assertThat(kubectl("delete", "job", "greet")).contains("deleted");
        assertThat(kubectl("get", "pods", "-l", "job-name=greet")).contains("No resources found");
    }

    @Test
    void aCommandRunsInARunningContainer() throws Exception {
        String pod = start("stay");

        assertThat(kubectl("exec", pod, "--", "bash", "-c", "echo $HOSTNAME; exit 3"))
                .contains(pod.substring("pod/".length()))
                .contains("exit code 3");
        kubectl("delete", "job", "stay");
    }

    @Test
    void whatIsSentToACommandComesBackFromItHoweverMuchItIs(@TempDir Path folder) throws Exception {
        String pod = start("echoing");
        byte[] sent = new byte[8 * 1024 * 1024];
        new Random(1).nextBytes(sent);
        Path input = Files.write(folder.resolve("sent"), sent);
        Path output = folder.resolve("came-back");

        int code = new ProcessBuilder(command("exec", "-i", pod, "--", "cat"))
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .start()
                .waitFor();

        assertThat(code).isZero();
        assertThat(Files.mismatch(input, output)).isEqualTo(-1);
        kubectl("delete", "job", "echoing");
    }

    @Test
    void aCommandWithoutInputReadsNone() throws Exception {
        String pod = start("unasked");

        assertThat(kubectl("exec", pod, "--", "bash", "-c", "cat; echo the end"))
                .isEqualTo("the end\n");
        kubectl("delete", "job", "unasked");
    }

    @Test
    void nothingIsDeletedForADryRun() throws Exception {
        create("stays");

        assertThat(kubectl("delete", "configmap", "stays", "--dry-run=server")).contains("no dry runs");
        assertThat(kubectl("get", "configmap", "stays")).contains("stays");
        kubectl("delete", "configmap", "stays");
    }

    @Test
    void allMeansWhatRunsAndNothingElse() throws Exception {
        create("unseen");
        String pod = start("seen");

        assertThat(kubectl("get", "all"))
                .contains(pod, "job.batch/seen")
                .doesNotContain("unseen", "namespace/", "node/");
        kubectl("delete", "job/seen", "configmap/unseen");
    }

    @Test
    void theKindsOfTheClusterAreListed() throws Exception {
        assertThat(kubectl("get", "pvc,pv,svc,sts,sc,nodes,ns,sa,cm,secrets,events", "-A"))
                .contains("toygres-local-1", "storageclass.storage.k8s.io/toygres-local", "namespace/toygres-managed");
        assertThat(kubectl("api-resources")).contains("statefulsets", "poddisruptionbudgets");
    }

    @Test
    void aListIsSortedByAnythingInItsObjects() throws Exception {
        start("sorted");

        assertThat(kubectl("get", "pods", "--sort-by=.status.startTime")).contains("sorted-");
        kubectl("delete", "job", "sorted");
    }

    @Test
    void aTerminalIsOneToTheCommand() throws Exception {
        String pod = start("terminal");
        // kubectl asks for a terminal only where it has one itself.
        String line = String.join(
                " ", command("exec", "-i", "-t", pod, "--", "bash", "-c", "'[[ -t 0 && -t 1 ]] && echo yes'"));

        Process process = new ProcessBuilder("script", "--quiet", "--command", line, "/dev/null")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("yes");
        kubectl("delete", "job", "terminal");
    }

    private void create(String configMap) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(configMap)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    /** A Job that goes on until it is deleted; the name of its pod, once that runs. */
    private String start(String name) throws Exception {
        Job job = run(job(name, "exec sleep 300"));
        await(() -> podsOf(job).stream()
                .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())));
        return "pod/" + podsOf(job).getFirst().getMetadata().getName();
    }

    /** What it prints, on either of its outputs. */
    private String kubectl(String... arguments) throws Exception {
        Process process =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", cluster.kubeconfig().toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
