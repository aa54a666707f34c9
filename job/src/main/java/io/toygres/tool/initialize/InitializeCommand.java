package io.toygres.tool.initialize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ContractJson;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageId;
import io.toygres.contract.job.InitializeSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.ServerVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A new instance's data directory is made by initdb, all or nothing, with the password from the Secret. A restored instance's was made by
 * {@code toygres-job restore}: here it is only recognised, and without it the server must not start. Of one that exists nothing is changed
 * but modes that the server would refuse.
 */
public final class InitializeCommand implements JobCommand {

    private static final String MARKER = "toygres-restore.json";

    private final Path volume;

    public InitializeCommand() {
        this(Path.of("/pgdata"));
    }

    public InitializeCommand(Path volume) {
        this.volume = volume;
    }

    private Path data() {
        return volume.resolve("data");
    }

    @Override
    public ErrorCode unexpected() {
        return ErrorCode.INIT_FAILED;
    }

    @Override
    public Verdict run(JobContext context) {
        InitializeSpec spec = context.spec(InitializeSpec.class);
        ImageId image = spec.restoredImageId();
        if (Files.exists(data())) {
            DirectoryModes.repair(data(), context.log());
            checkVersion(context, spec);
            if (image != null) {
                checkMarker(spec, image);
            }
            context.log().say("the data directory is there");
        } else if (image != null) {
            throw missing(image, ": its restore has not finished.");
        } else {
            create(context);
        }
        return Verdict.Done.done();
    }

    private static JobFailure missing(ImageId image, String more) {
        return JobFailure.terminal(
                ErrorCode.RESTORE_MISSING, "The volume does not hold what was restored from image " + image + more);
    }

    private void checkVersion(JobContext context, InitializeSpec spec) {
        String major = spec.postgresVersion().toString();
        String found = read(data().resolve("PG_VERSION")).strip();
        if (!found.equals(major)) {
            throw JobFailure.terminal(
                    ErrorCode.VERSION_MISMATCH,
                    "The volume holds data of PostgreSQL " + found + ", the instance runs " + major + ".");
        }
        if (!ServerVersion.ask(context).equals(spec.postgresVersion())) {
            throw JobFailure.terminal(
                    ErrorCode.VERSION_MISMATCH, "The image's server is not PostgreSQL " + major + ".");
        }
    }

    private void checkMarker(InitializeSpec spec, ImageId image) {
        JsonNode marker = marker();
        boolean ours =
                marker.path("instance_id").asText().equals(spec.instanceId().toString())
                        && marker.path("image_id").asText().equals(image.toString());
        if (!ours) {
            throw missing(image, " for this instance.");
        }
    }

    private JsonNode marker() {
        try {
            return ContractJson.mapper().readValue(Files.readAllBytes(data().resolve(MARKER)), ObjectNode.class);
        } catch (IOException _) {
            return ContractJson.mapper().createObjectNode();
        }
    }

    /** initdb reads the password from the file itself. It writes to another directory, whose renaming is what makes it count. */
    private void create(JobContext context) {
        context.log().say("creating a data directory");
        Path made = volume.resolve("data.new");
        try {
            delete(made);
            initdb(context, made);
            sync(context, made);
            Files.move(made, data(), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(volume, StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initdb(JobContext context, Path made) throws IOException {
        Child initdb = context.children()
                .start(context.programs()
                        .find(
                                "initdb",
                                List.of(
                                        "--pgdata=" + made,
                                        "--username=postgres",
                                        "--pwfile=" + context.files().password(),
                                        "--auth=scram-sha-256",
                                        "--encoding=UTF8",
                                        "--locale=C.UTF-8",
                                        "--data-checksums",
                                        "--no-sync"),
                                Map.of()));
        try (var out = initdb.stdout()) {
            initdb.stdin().close();
            out.transferTo(OutputStream.nullOutputStream());
        }
        if (initdb.failed()) {
            String said = initdb.said();
            if (LoadFailures.isOutOfSpace(said, volume)) {
                throw JobFailure.terminal(
                        ErrorCode.VOLUME_FULL, "The instance's volume is too small for an empty server.");
            }
            throw JobFailure.retried(ErrorCode.INIT_FAILED, "initdb failed: " + LoadFailures.firstLine(said));
        }
    }

    /** The volume's whole file system at once; initdb would wait for the disk once for each of a thousand files. */
    private static void sync(JobContext context, Path made) throws IOException {
        Child sync = context.children()
                .start(context.programs().find("sync", List.of("--file-system", made.toString()), Map.of()));
        sync.stdin().close();
        if (sync.failed()) {
            throw JobFailure.retried(
                    ErrorCode.INIT_FAILED,
                    "The volume could not be written to disk: " + LoadFailures.firstLine(sync.said()));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "unknown version";
        }
    }
}
