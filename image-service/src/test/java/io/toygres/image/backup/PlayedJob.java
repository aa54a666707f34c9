package io.toygres.image.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ContractJson;
import io.toygres.contract.ImageId;
import io.toygres.contract.image.ConfirmedBlocks;
import io.toygres.contract.image.ImageFile;
import io.toygres.image.blob.ContentDigest;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import io.toygres.kubernetes.ResourceNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Plays the Job controller, the kubelet and the program for one backup Job, as far as image-service can tell. */
final class PlayedJob {

    static final String NAMESPACE = "toygres-managed";

    private final KubernetesClient client;
    private final ImageContainer container;
    private final ImageId image;
    private final String attempt = UUID.randomUUID().toString();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, ConfirmedBlocks> confirmed = new LinkedHashMap<>();
    private final Job job;

    private PlayedJob(KubernetesClient client, ImageContainer container, ImageId image) {
        this.client = client;
        this.container = container;
        this.image = image;
        this.job = client.batch()
                .v1()
                .jobs()
                .inNamespace(NAMESPACE)
                .withName(ResourceNames.backupJob(image))
                .waitUntilCondition(there -> there != null, 3, TimeUnit.MINUTES);
        files.put("pack", "roles and tables".getBytes(UTF_8));
        files.put("0001.data.dump.zst", new byte[100_000]);
    }

    /** Waits for the Job and starts its pod. */
    static PlayedJob await(KubernetesClient client, ImageContainer container, ImageId image) {
        PlayedJob played = new PlayedJob(client, container, image);
        client.resource(played.pod(
                        "Running",
                        new ContainerStateBuilder()
                                .withNewRunning()
                                .endRunning()
                                .build()))
                .create();
        return played;
    }

    String prefix() {
        return ImageLocation.attemptPrefix(image, attempt);
    }

    Job job() {
        return job;
    }

    /** Has the result say that the storage has confirmed a file's blocks. @return the file's bytes */
    byte[] confirm(String path, ConfirmedBlocks blocks) {
        confirmed.put(path, blocks);
        return requireNonNull(files.get(path));
    }

    /** Uploads every file and {@code result.json}; gives the termination message. */
    String upload() {
        files.forEach((path, content) -> container.createIfAbsent(prefix() + path, content));
        byte[] result = result().getBytes(UTF_8);
        container.createIfAbsent(prefix() + "result.json", result);
        return """
                {"outcome":"succeeded","attempt":"%s","result":"%sresult.json","result_length":%d,"result_sha256":"%s"}""".formatted(
                attempt, prefix(), result.length, ContentDigest.of(result).sha256());
    }

    /** Ends pod and Job well; says when. */
    Instant succeed(String message) {
        end("Succeeded", 0, message);
        return condition("Complete", "CompletionsReached");
    }

    /** Takes the pod away, as when its node is removed. */
    void losePod() {
        client.pods().inNamespace(NAMESPACE).withName(podName()).delete();
    }

    /** Ends pod and Job with what the program says. */
    void fail(String code, String detail) {
        end("Failed", 42, "{\"outcome\":\"failed\",\"code\":\"%s\",\"detail\":\"%s\"}".formatted(code, detail));
        condition("Failed", "PodFailurePolicy");
    }

    private void end(String phase, int exitCode, String message) {
        client.resource(pod(
                        phase,
                        new ContainerStateBuilder()
                                .withNewTerminated()
                                .withExitCode(exitCode)
                                .withReason(exitCode == 0 ? "Completed" : "Error")
                                .withMessage(message)
                                .endTerminated()
                                .build()))
                .updateStatus();
    }

    private Pod pod(String phase, ContainerState state) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(podName())
                .withCreationTimestamp(job.getMetadata().getCreationTimestamp())
                .addToLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .addToLabels("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase(phase)
                .addNewContainerStatus()
                .withName("job")
                .withState(state)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private String podName() {
        return job.getMetadata().getName() + "-x7k2p";
    }

    private String result() {
        String list = files.entrySet().stream()
                .map(file -> json(new ImageFile(
                        file.getKey(),
                        file.getValue().length,
                        ContentDigest.of(file.getValue()).sha256(),
                        confirmed.get(file.getKey()))))
                .collect(Collectors.joining(","));
        return """
                {"format":2,"kind":"logical","image_id":"%s","attempt":"%s","postgres_version":"15",
                 "server_version":"15.14","client_version":"pg_dump (PostgreSQL) 15.14",
                 "started_at":"2026-01-01T00:00:00Z","finished_at":"2026-01-01T00:00:01Z","files":[%s],
                 "databases":[{"name":"shop","owner":"postgres","encoding":"UTF8","collate":"C","ctype":"C","size_bytes":7000000,
                  "schemas":["public"],"extensions":[],"object_counts":{"tables":2},
                  "tables":[{"schema":"public","name":"orders","rows":12},
                            {"schema":"public","name":"huge","rows":null,"reason":"too large"}],
                  "archives":[]}],
                 "globals":null,"preload_libraries":[],"warnings":[],"skipped":[]}""".formatted(image, attempt, list);
    }

    private static String json(ImageFile file) {
        try {
            return ContractJson.mapper().writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant condition(String type, String reason) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(NAMESPACE)
                .withName(job.getMetadata().getName())
                .editStatus(there -> {
                    there.setStatus(new JobStatusBuilder()
                            .addNewCondition()
                            .withType(type)
                            .withStatus("True")
                            .withReason(reason)
                            .endCondition()
                            .build());
                    return there;
                });
        return Instant.now();
    }
}
