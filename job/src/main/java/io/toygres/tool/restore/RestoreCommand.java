package io.toygres.tool.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.RestoreSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.pipes.PipeFolder;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.server.PrivateServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code toygres-job restore}: the loader. It sees the instance's volume and Secret, and what the downloader sends; no token and no
 * credentials of Azure's, since the SQL of an image runs in it as superuser.
 */
public final class RestoreCommand implements JobCommand {

    private final Path volumeFolder;
    private final Path config;
    private final PipeFolder pipes;
    private volatile @Nullable PrivateServer server;

    public RestoreCommand() {
        this(Path.of("/pgdata"), Path.of("/etc/postgresql/postgresql.conf"), PipeFolder.ofPod());
    }

    public RestoreCommand(Path volumeFolder, Path config, PipeFolder pipes) {
        this.volumeFolder = volumeFolder;
        this.config = config;
        this.pipes = pipes;
    }

    @Override
    public ErrorCode unexpected() {
        return ErrorCode.LOAD_FAILED;
    }

    @Override
    public void stop() {
        PrivateServer running = server;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public Verdict run(JobContext context) {
        RestoreSpec spec = context.spec(RestoreSpec.class);
        try (FileChannel _ = pipes.showLoader();
                RestoreVolume volume = RestoreVolume.open(volumeFolder, context.attempt(), spec)) {
            Optional<Verdict> finished = volume.finished();
            if (finished.isPresent()) {
                context.log().say("an earlier attempt has finished the restore");
            }
            Verdict verdict = finished.isPresent() ? finished.get() : restore(context, spec, volume);
            pipes.loaderDone();
            return verdict;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Verdict restore(JobContext context, RestoreSpec spec, RestoreVolume volume)
            throws InterruptedException, IOException {
        volume.prepare();
        PrivateServer made = new PrivateServer(context, spec.postgresVersion(), volume.data(), config);
        server = made;
        Verdict.Restored result =
                switch (spec.kindOrLogical()) {
                    case LOGICAL -> new LogicalRestore(context, spec, volume, made, pipes).load();
                    case PHYSICAL -> new PhysicalRestore(context, spec, volume, made, pipes).load();
                };
        made.stop();
        volume.mark(result);
        made.sync();
        volume.publish();
        return result;
    }
}
