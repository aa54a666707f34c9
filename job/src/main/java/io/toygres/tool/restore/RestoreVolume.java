package io.toygres.tool.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ContractJson;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.RestoreSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.server.LoadFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instance's volume while a restore fills it. Work is done in a folder of the attempt's own; the data directory gets the name under
 * which an instance looks for it only when it is on disk whole, with a mark in it of what it was made from.
 */
final class RestoreVolume implements AutoCloseable {

    /** In the data directory: {@code {"instance_id":…,"image_id":…,"manifest_sha256":…,"result":{…}}}. */
    static final String MARKER = "toygres-restore.json";

    private static final String ATTEMPTS = "restore.";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Path root;
    private final Path attempt;
    private final RestoreSpec spec;
    private final FileChannel lockFile;

    private RestoreVolume(Path root, Path attempt, RestoreSpec spec, FileChannel lockFile) {
        this.root = root;
        this.attempt = attempt;
        this.spec = spec;
        this.lockFile = lockFile;
    }

    /** Takes the volume for itself: a pod that is still going away must not write beside this one. */
    static RestoreVolume open(Path root, String attempt, RestoreSpec spec) {
        try {
            FileChannel file = FileChannel.open(
                    root.resolve(".restore.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Instant end = Instant.now().plus(LONGEST_WAIT);
            while (tryLock(file) == null) {
                if (Instant.now().isAfter(end)) {
                    throw JobFailure.retried(ErrorCode.LOAD_FAILED, "Another pod is still working on the volume.");
                }
                Thread.sleep(100);
            }
            return new RestoreVolume(root, root.resolve(ATTEMPTS + attempt), spec, file);
        } catch (IOException e) {
            throw failure(e, root);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        return file.tryLock();
    }

    /** What an earlier attempt achieved that finished unnoticed. @throws JobFailure when the volume holds something else */
    Optional<Verdict> finished() {
        Path data = root.resolve("data");
        if (!Files.exists(data)) {
            return Optional.empty();
        }
        try {
            ObjectNode marker =
                    ContractJson.mapper().readValue(Files.readAllBytes(data.resolve(MARKER)), ObjectNode.class);
            if (isOurs(marker)) {
                clearAttempts();
                return Optional.of(ContractJson.mapper().treeToValue(marker.path("result"), Verdict.Restored.class));
            }
        } catch (IOException _) {
            // No mark, or not one of ours.
        }
        throw JobFailure.terminal(
                ErrorCode.LOAD_FAILED, "The volume already holds a data directory that is not this restore's.");
    }

    private boolean isOurs(JsonNode marker) {
        return marker.path("instance_id").asText().equals(spec.instanceId().toString())
                && marker.path("image_id").asText().equals(spec.imageId().toString())
                && marker.path("manifest_sha256").asText().equals(spec.manifestSha256());
    }

    /** Begins anew. */
    void prepare() {
        try {
            clearAttempts();
            Files.createDirectory(attempt);
        } catch (IOException e) {
            throw failure(e, root);
        }
    }

    /** Where the data directory is made. */
    Path data() {
        return attempt.resolve("data");
    }

    /** For what waits to be loaded. */
    Path waiting() {
        return attempt.resolve("waiting");
    }

    /** Marks the data directory. It is to be synced before it is published. */
    void mark(Verdict.Restored result) {
        ObjectNode marker = ContractJson.mapper().createObjectNode();
        marker.put("instance_id", spec.instanceId().toString());
        marker.put("image_id", spec.imageId().toString());
        marker.put("manifest_sha256", spec.manifestSha256());
        marker.set("result", ContractJson.mapper().valueToTree(result));
        try {
            Files.write(data().resolve(MARKER), ContractJson.mapper().writeValueAsBytes(marker));
        } catch (IOException e) {
            throw failure(e, root);
        }
    }

    void publish() {
        try {
            Files.move(data(), root.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
            sync(root);
            delete(attempt);
        } catch (IOException e) {
            throw failure(e, root);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void clearAttempts() throws IOException {
        try (Stream<Path> found = Files.list(root)) {
            for (Path old : found.filter(path -> path.getFileName().toString().startsWith(ATTEMPTS))
                    .toList()) {
                delete(old);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static RuntimeException failure(IOException e, Path root) {
        return LoadFailures.known(String.valueOf(e.getMessage()), "", root.resolve("data"))
                .<RuntimeException>map(known -> known)
                .orElseGet(() -> new UncheckedIOException(e));
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException _) {
            // The lock ends with the process, too.
        }
    }
}
