package io.toygres.tool.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.Archive.Compression;
import io.toygres.contract.image.Archive.Role;
import io.toygres.tool.process.Child;
import io.toygres.tool.process.Program;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program's output on its way through zstd into the image. It begins at once, beside the thread that starts it; what it carries is part of
 * the image only after {@link #commit}.
 */
final class Dump {

    private final Role role;
    private final List<Child> pipe;
    private final ArchiveUpload upload;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param program writes the archive to its stdout */
    Dump(JobContext context, Program program, Role role, ArchiveUpload upload, boolean manyThreads) {
        this.role = role;
        this.upload = upload;
        List<String> options = manyThreads ? List.of("-q", "-c", "-1", "-T0") : List.of("-q", "-c", "-1");
        this.pipe = context.children().start(List.of(program, context.programs().find("zstd", options, Map.of())));
        Thread.ofPlatform().daemon().name(role.wireName()).start(this::pump);
    }

    private void pump() {
        try {
            pipe.getFirst().stdin().close();
            upload.take(pipe.getLast().stdout());
            checkEnds();
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        } catch (IOException e) {
            done.completeExceptionally(
                    JobFailure.retried(ErrorCode.DUMP_FAILED, "A dump broke off: " + e.getMessage()));
        }
    }

    /** pg_dump is asked first: zstd can't fail because of it, but the other way round. */
    private void checkEnds() {
        Child zstd = pipe.getLast();
        if (zstd.failed()) {
            throw JobFailure.retried(
                    ErrorCode.DUMP_FAILED,
                    "Compressing failed: " + zstd.said().lines().findFirst().orElse("zstd gave no reason"));
        }
        if (pipe.getFirst().failed()) {
            throw SourceTrouble.of(pipe.getFirst().said());
        }
    }

    boolean isSchema() {
        return role == Role.SCHEMA;
    }

    /** Bytes that have been dumped so far, before compression. */
    long dumpedBytes() {
        return pipe.getLast().bytesRead();
    }

    /** Whether it ended in that time, well. @throws RuntimeException what it failed with */
    boolean await(long milliseconds) throws InterruptedException {
        try {
            done.get(milliseconds, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        }
    }

    /** Makes it part of the image; to be called after it ended well. */
    Archive commit() {
        return upload.commit(role, Compression.ZSTD);
    }

    /** What the program said although it ended well. */
    List<String> warnings() {
        return pipe.getFirst().said().lines().filter(line -> !line.isBlank()).toList();
    }

    /** Ends it, and nothing of it is in the image. */
    void abort() {
        pipe.forEach(Child::kill);
        upload.abort();
    }
}
