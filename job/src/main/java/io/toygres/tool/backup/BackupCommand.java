package io.toygres.tool.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ContractJson;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.Archive.Role;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.BackupResult.Skipped;
import io.toygres.contract.image.BackupResult.Warning;
import io.toygres.contract.job.BackupSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.backup.DatabaseBackup.Dumped;
import io.toygres.tool.blob.BlobCodes;
import io.toygres.tool.blob.BlobContainer;
import io.toygres.tool.process.Measured;
import io.toygres.tool.process.StoppedException;
import io.toygres.tool.process.Workers;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Backs up a running server. Under {@code <image id>/<attempt>/} it leaves {@code pack} with every small archive, one blob for each large one, and
 * last of all {@code result.json}, whose length and hash the verdict carries. Without that verdict nothing there is an image.
 */
public final class BackupCommand implements JobCommand {

    private @Nullable Source source;
    private @Nullable ImageWriter image;

    private record Numbered(int number, Dumped dumped) {}

    /** What was read: dumps of roles and databases, or the data directory. */
    private record Saved(
            List<Dumped> databases,
            List<Skipped> skipped,
            @Nullable Archive globals,
            @Nullable Archive base) {}

    @Override
    public ErrorCode unexpected() {
        return ErrorCode.DUMP_FAILED;
    }

    @Override
    public Verdict run(JobContext context) {
        String startedAt = now();
        BackupSpec spec = context.spec(BackupSpec.class);
        String prefix = spec.imageId() + "/" + context.attempt() + "/";
        BlobContainer container = BlobContainer.open(context, spec.blobContainerUrl(), BlobCodes.UPLOAD);
        ImageWriter written = new ImageWriter(container, prefix);
        image = written;
        Source read = new Source(context, spec);
        source = read;

        List<ListedDatabase> listed = read.list();
        Saved saved =
                switch (spec.kindOrLogical()) {
                    case LOGICAL -> dump(context, spec, read, written, DatabaseChoice.of(listed, spec.databases()));
                    case PHYSICAL -> copy(new PhysicalBackup(context, read, written).run(listed));
                };
        BackupResult result = new BackupResult(
                BackupResult.FORMAT,
                spec.kindOrLogical(),
                spec.imageId(),
                context.attempt(),
                spec.postgresVersion(),
                read.version(),
                read.clientVersion(),
                startedAt,
                now(),
                written.finishFiles(),
                saved.databases().stream().map(Dumped::database).toList(),
                saved.globals(),
                read.preloadLibraries(),
                warnings(read, saved.databases(), saved.skipped()),
                saved.skipped(),
                saved.base());
        return conclude(context, prefix, written, result);
    }

    private static Saved copy(PhysicalBackup.Copied copied) {
        return new Saved(copied.databases(), List.of(), null, copied.base());
    }

    private Saved dump(JobContext context, BackupSpec spec, Source read, ImageWriter written, DatabaseChoice choice) {
        choice.skipped().forEach(one -> context.log().say("left out: \"" + one.database() + "\", " + one.reason()));
        Queue<Skipped> skipped = new ConcurrentLinkedQueue<>(choice.skipped());
        Queue<Numbered> dumped = new ConcurrentLinkedQueue<>();
        Queue<Archive> globals = new ConcurrentLinkedQueue<>();
        List<Runnable> tasks = new ArrayList<>();
        tasks.add(() -> globals.add(dumpGlobals(context, read, written)));
        PatientBackup backup = new PatientBackup(context, spec, read, written);
        for (ListedDatabase database : choice.taken()) {
            int number = tasks.size();
            tasks.add(() ->
                    backup.run(database, number, skipped::add).ifPresent(one -> dumped.add(new Numbered(number, one))));
        }
        Workers.run(read.connections().databasesAtOnce(), tasks, () -> stopWork(context));
        List<Dumped> inOrder = dumped.stream()
                .sorted(Comparator.comparingInt(Numbered::number))
                .map(Numbered::dumped)
                .toList();
        return new Saved(inOrder, List.copyOf(skipped), globals.element(), null);
    }

    /** Roles, memberships, passwords and settings. */
    private static Archive dumpGlobals(JobContext context, Source source, ImageWriter image) {
        Dump dump = new Dump(
                context,
                source.dumpGlobals(),
                Role.GLOBALS,
                new ArchiveUpload(image, "globals.sql.zst", 0, List.of()),
                false);
        try {
            while (!dump.await(200)) {
                image.checkUploads();
            }
            dump.warnings().forEach(context.log()::say);
            return dump.commit();
        } catch (SourceTrouble trouble) {
            throw trouble.asFailure();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("dumping globals");
        }
    }

    private static List<Warning> warnings(Source source, List<Dumped> databases, List<Skipped> skipped) {
        List<Warning> warnings = new ArrayList<>();
        source.tablespaces()
                .forEach(name -> warnings.add(new Warning(
                        null,
                        "tablespace " + name
                                + " is not in the image: what lies there comes to lie in the instance's volume,"
                                + " and a default_tablespace or temp_tablespaces that names it is ignored")));
        databases.forEach(one -> warnings.addAll(one.warnings()));
        skipped.forEach(one -> warnings.add(new Warning(one.database(), "left out: " + one.reason())));
        return warnings;
    }

    private static Verdict conclude(JobContext context, String prefix, ImageWriter image, BackupResult result) {
        byte[] json = json(result);
        image.finishResult(json);
        String sha256 = HexFormat.of().formatHex(Measured.sha256().digest(json));
        context.log()
                .say("uploaded %d bytes of %d databases in %d files"
                        .formatted(
                                result.sizeBytes(),
                                result.databases().size(),
                                result.files().size()));
        return Verdict.BackedUp.of(context.attempt(), prefix + ImageWriter.RESULT, json.length, sha256);
    }

    private static byte[] json(BackupResult result) {
        try {
            return ContractJson.mapper().writeValueAsBytes(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the result has no JSON form", e);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void stopWork(JobContext context) {
        stop();
        context.children().stopAll();
    }

    @Override
    public void stop() {
        if (image != null) {
            image.abort();
        }
        if (source != null) {
            source.close();
        }
    }
}
