package io.toygres.tool.restore;

import io.toygres.contract.image.Archive;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageFile;
import io.toygres.contract.job.RestoreSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.pipes.PipeFolder;
import io.toygres.tool.process.Team;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.ProgressBoard;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.server.ServerVersion;
import java.io.IOException;
import java.io.InputStream;

/**
 * One restore of a physical image: its files are unpacked as they come, checked one by one against the manifest that the source's server
 * made of them, and made consistent by a recovery.
 */
final class PhysicalRestore {

    /** The one that users of the instance are sent to; the backup has seen that it takes connections. */
    private static final String DATABASE = "postgres";

    private final JobContext context;
    private final RestoreSpec spec;
    private final RestoreVolume volume;
    private final PrivateServer postgres;
    private final Team team;
    private final Reception reception;
    private final CopiedFiles files;
    private final Findings findings;

    PhysicalRestore(
            JobContext context, RestoreSpec spec, RestoreVolume volume, PrivateServer postgres, PipeFolder pipes) {
        this.context = context;
        this.spec = spec;
        this.volume = volume;
        this.postgres = postgres;
        this.files = new CopiedFiles(context, volume.data());
        this.findings = new Findings(context.log(), false);
        this.team = new Team(this::abandon);
        this.reception = new Reception(context, spec, pipes, team);
    }

    private void abandon() {
        reception.abandon();
        files.abandon();
    }

    /** What fails here because the team has failed is not told. */
    Verdict.Restored load() throws InterruptedException {
        try {
            reception.start();
            ImageContents image = reception.image();
            image.check(spec.kindOrLogical(), spec.postgresVersion(), ServerVersion.ask(context));
            unpack(image);
            files.check(bytes(image));
            recover();
            return result(image.result());
        } catch (RuntimeException e) {
            team.throwFailure();
            throw e;
        }
    }

    private void unpack(ImageContents image) throws InterruptedException {
        files.prepare();
        var arrivals = new Arrivals(image, volume.waiting(), volume.data(), new Unpacking());
        try (ProgressBoard.Piece _ =
                context.progress().begin("unpack", null, image.result().sizeBytes(), arrivals::bytes, null)) {
            reception.pass(arrivals);
            team.join();
        }
    }

    /** Takes the one archive that there is. */
    private final class Unpacking implements Arrivals.Taker {
        @Override
        public void store(int database, Archive archive, Stored stored) {
            try (InputStream bytes = stored.open()) {
                files.unpack(bytes, archive);
            } catch (IOException e) {
                throw LoadFailures.of(e, "unpacking the image", "", volume.data());
            }
            stored.drop();
        }

        @Override
        public void stream(int database, Archive archive, InputStream bytes) {
            files.unpack(bytes, archive);
        }
    }

    private static long bytes(ImageContents image) {
        return image.databases().stream().mapToLong(one -> one.sizeBytes()).sum();
    }

    private void recover() {
        try (ProgressBoard.Piece _ = context.progress().begin("recover", null, null, () -> 0, postgres::bytesRead)) {
            postgres.recover(DATABASE);
        }
        new Detachment(context, postgres, findings).run(DATABASE);
        postgres.setPassword(DATABASE, context.password());
    }

    private Verdict.Restored result(BackupResult result) {
        return Verdict.Restored.of(
                result.databases().size(),
                result.databases().stream()
                        .mapToLong(one -> one.tables().size())
                        .sum(),
                0,
                result.files().stream().mapToLong(ImageFile::length).sum(),
                findings.report());
    }
}
