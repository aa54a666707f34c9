package io.toygres.localcluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A cluster for a class of tests, the real client, and objects to start from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterTest {
    static final String NAMESPACE = "toygres-managed";
    static final Duration PATIENCE = Duration.ofMinutes(2);

    LocalCluster cluster;
    KubernetesClient client;

    @BeforeAll
    void start() throws Exception {
        cluster = LocalCluster.throwaway(config(Files.createTempDirectory("cluster-test")));
        client = client(cluster);
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        cluster.close();
    }

    LocalClusterConfig config(Path where) {
        return LocalClusterConfig.in(where).withBackoff(Duration.ofMillis(50));
    }

    static KubernetesClient client(LocalCluster cluster) throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(cluster.kubeconfig()));
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Waits until a question has the answer true. */
    static void await(Callable<Boolean> question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    String control(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    static Container shell(String script) {
        return new ContainerBuilder()
                .withName("main")
                .withImage("debian:12")
                .withCommand("bash", "-c", script)
                .build();
    }

    static PodTemplateSpec template(Container container) {
        return new PodTemplateSpecBuilder()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .withContainers(container)
                .endSpec()
                .build();
    }

    static Job job(String name, String script) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withTemplate(template(shell(script)))
                .endSpec()
                .build();
    }

    Job run(Job job) {
        return client.resource(job).create();
    }

    /** The Job once it has the condition, which fails the test if it gets the opposite one. */
    Job awaitEnd(Job job) {
        return client.resource(job)
                .waitUntilCondition(
                        now -> now != null
                                && !conditions(now).isEmpty()
                                && (conditions(now).contains("Complete")
                                        || conditions(now).contains("Failed")),
                        PATIENCE.toSeconds(),
                        TimeUnit.SECONDS);
    }

    static List<String> conditions(Job job) {
        return job.getStatus().getConditions().stream()
                .map(JobCondition::getType)
                .toList();
    }

    static Job ignoringDisruptions(Job job) {
        return new JobBuilder(job)
                .editSpec()
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .endOnPodCondition()
                .endRule()
                .endPodFailurePolicy()
                .endSpec()
                .build();
    }

    List<Pod> podsOf(Job job) {
        return podsOf(client, job);
    }

    static List<Pod> podsOf(KubernetesClient client, Job job) {
        return client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("job-name", job.getMetadata().getName())
                .list()
                .getItems();
    }
}
