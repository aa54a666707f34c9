package io.toygres.provisioner.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.local.job.JobBlobs;
import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import io.toygres.local.process.Program;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An image made by {@code toygres-job backup}, with the manifest that image-service would commit for it.
 *
 * @param id the image's
 * @param manifestSha256 hex; what the restore is told to expect
 * @param kind {@code logical} or {@code physical}
 */
public record TestImage(JobBlobs blobs, String id, String manifestSha256, String kind) {
    static final String ATTEMPT = "backup";

    /** A logical one. */
    TestImage(JobBlobs blobs, String id, String manifestSha256) {
        this(blobs, id, manifestSha256, "logical");
    }

    /** Backs up all databases of the server on this port. */
    public static TestImage of(JobBlobs blobs, JobPod pod, int port) {
        return of(blobs, pod, port, "logical", "\"hash_contents\":true");
    }

    /** An image of the server's files. */
    static TestImage ofFiles(JobBlobs blobs, JobPod pod, int port) {
        return of(blobs, pod, port, "physical", "\"kind\":\"physical\"");
    }

    private static TestImage of(JobBlobs blobs, JobPod pod, int port, String kind, String more) {
        String id = UUID.randomUUID().toString();
        String spec = """
                {"image_id":"%s","operation_id":"%s","source":{"host":"127.0.0.1","port":%d,"user":"postgres"},\
                "postgres_version":"15","databases":[],"blob_container_url":"%s","source_patience_seconds":60,"row_count_limit_bytes":1000000000,%s}""".formatted(id, id, port, JobBlobs.CONTAINER, more);
        JobResult result = pod.runProgram("backup", ATTEMPT, spec, blobs.environment());
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.log());
        }
        String prefix = id + "/" + ATTEMPT + "/";
        String manifest = jq(
                "{manifest_version: 1, image_type: \"stock\", prefix: \"%s\"} + .".formatted(prefix),
                new String(blobs.get(prefix + "result.json"), UTF_8));
        return new TestImage(blobs, id, commit(blobs, id, manifest), kind);
    }

    /** Another image of the same files, under a manifest that this jq filter has changed. */
    TestImage withManifest(String filter) {
        String other = UUID.randomUUID().toString();
        String manifest = jq(
                ".image_id = \"%s\" | %s".formatted(other, filter),
                new String(blobs.get(id + "/manifest.json"), UTF_8));
        return new TestImage(blobs, other, commit(blobs, other, manifest), kind);
    }

    /** What becomes of a restore while one file has another content than the manifest says. */
    JobResult restoreWithDamaged(String file, UnaryOperator<byte[]> damage, JobPod pod) {
        String path = id + "/" + ATTEMPT + "/" + file;
        byte[] content = blobs.get(path);
        blobs.put(path, damage.apply(content.clone()));
        try {
            return restore(pod, "one");
        } finally {
            blobs.put(path, content);
        }
    }

    JobResult restore(JobPod pod, String attempt) {
        return start(pod, attempt).await();
    }

    /** Starts both containers of a restore; only the downloader can log in. */
    TestRestore start(JobPod pod, String attempt) {
        return start(pod, attempt, "strict");
    }

    /** @param tolerance {@code strict} or {@code report} */
    TestRestore start(JobPod pod, String attempt, String tolerance) {
        JobPod shared = pod.withVolume(
                pod.volume().resolveSibling("pipes-" + attempt + "-" + UUID.randomUUID()), "/toygres/pipes");
        return new TestRestore(
                blobs.reachableFrom(shared).startProgram("download", attempt, downloadSpec(), blobs.environment()),
                shared.startProgram("restore", attempt, restoreSpec(tolerance), Map.of()));
    }

    private String downloadSpec() {
        return """
                {"image_id":"%s","blob_container_url":"%s","manifest_sha256":"%s"}""".formatted(id, JobBlobs.CONTAINER, manifestSha256);
    }

    private String restoreSpec(String tolerance) {
        return """
                {"instance_id":"%s","operation_id":"%s","image_id":"%s","image_type":"stock","postgres_version":"15",\
                "manifest_sha256":"%s","parallelism":2,"tolerance":"%s","compare":"contents","kind":"%s"}""".formatted(RestoreProgramIT.INSTANCE, RestoreProgramIT.INSTANCE, id, manifestSha256, tolerance, kind);
    }

    static String commit(JobBlobs blobs, String id, String manifest) {
        blobs.put(id + "/manifest.json", manifest.getBytes(UTF_8));
        return sha256(manifest.getBytes(UTF_8));
    }

    /** In hex. */
    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    static String jq(String filter, String json) {
        return Program.run(List.of("jq", "-c", filter), Map.of(), json);
    }
}
