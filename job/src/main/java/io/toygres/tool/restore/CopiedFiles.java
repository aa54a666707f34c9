package io.toygres.tool.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.server.LoadFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A data directory that was copied from a running server, and is not to be trusted before it is checked. */
final class CopiedFiles {

    /** What makes a server wait for a primary, or for an archive: https://www.postgresql.org/docs/current/warm-standby.html. */
    private static final List<String> SIGNALS = List.of("standby.signal", "recovery.signal");

    private final JobContext context;
    private final Path data;
    private volatile @Nullable List<Child> pipe;

    CopiedFiles(JobContext context, Path data) {
        this.context = context;
        this.data = data;
    }

    void prepare() {
        try {
            Files.createDirectory(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw LoadFailures.of(e, "preparing the volume", "", data);
        }
    }

    /** Takes all of a tar as pg_basebackup makes it. */
    void unpack(InputStream packed, Archive archive) {
        List<Child> started = context.children()
                .start(List.of(
                        context.programs().find("zstd", List.of("-q", "-d", "-c"), Map.of()),
                        context.programs()
                                .find(
                                        "tar",
                                        List.of("--extract", "--file=-", "--directory=" + data, "--no-same-owner"),
                                        Map.of())));
        pipe = started;
        Child zstd = started.getFirst();
        Child tar = started.getLast();
        boolean fed = feed(packed, zstd);
        boolean unpacked = !tar.failed();
        if (!unpacked && !tar.said().isBlank()) {
            throw failure(tar.said(), ErrorCode.LOAD_FAILED, "Unpacking failed: ");
        }
        if (zstd.failed() || !unpacked || !fed) {
            throw JobFailure.terminal(
                    ErrorCode.IMAGE_UNREADABLE,
                    archive.file() + " cannot be decompressed: " + LoadFailures.firstLine(zstd.said()));
        }
    }

    /** @return whether it took all; a program that ends early says why itself */
    private static boolean feed(InputStream packed, Child zstd) {
        byte[] buffer = new byte[256 * 1024];
        try (OutputStream stdin = zstd.stdin()) {
            for (int read = read(packed, buffer); read >= 0; read = read(packed, buffer)) {
                stdin.write(buffer, 0, read);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** A download that breaks off is no fault of the program that reads it. */
    private static int read(InputStream packed, byte[] buffer) {
        try {
            return packed.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of files so far. */
    long unpackedBytes() {
        List<Child> running = pipe;
        return running == null ? 0 : running.getLast().bytesRead();
    }

    void abandon() {
        List<Child> running = pipe;
        if (running != null) {
            running.forEach(Child::kill);
        }
    }

    /** Every file is there as the source's server sent it, with the WAL that the copy needs, and nothing else is. */
    void check() {
        refuseOddEntries();
        Child verify = context.children()
                .start(context.programs().find("pg_verifybackup", List.of("--quiet", data.toString()), Map.of()));
        try (var out = verify.stdout()) {
            verify.stdin().close();
            out.transferTo(OutputStream.nullOutputStream());
            if (verify.failed()) {
                throw failure(
                        verify.said(),
                        ErrorCode.CHECKSUM_MISMATCH,
                        "The files are not what the source's server sent: ");
            }
            for (String signal : SIGNALS) {
                Files.deleteIfExists(data.resolve(signal));
            }
        } catch (IOException e) {
            throw LoadFailures.of(e, "checking the files", "", data);
        }
        context.log().say("every file is what the source's server sent");
    }

    /** A link would lead the server, and whoever removes its files, out of the directory. */
    private void refuseOddEntries() {
        try {
            Files.walkFileTree(data, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!attributes.isRegularFile()) {
                        throw JobFailure.terminal(
                                ErrorCode.IMAGE_UNREADABLE,
                                "The image holds something that is neither a file nor a directory: "
                                        + data.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw LoadFailures.of(e, "reading the unpacked files", "", data);
        }
    }

    private JobFailure failure(String said, ErrorCode code, String what) {
        return LoadFailures.known(said, "", data)
                .orElseGet(() -> JobFailure.terminal(code, what + LoadFailures.firstLine(said)));
    }
}
