package io.toygres.tool.download;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.DownloadSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.blob.BlobCodes;
import io.toygres.tool.blob.BlobContainer;
import io.toygres.tool.blob.BlobDownload;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.pipes.Lane;
import io.toygres.tool.pipes.PipeFolder;
import io.toygres.tool.process.Child;
import io.toygres.tool.process.Team;
import io.toygres.tool.report.BrokenOffException;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The downloader: it decides by the image's manifest what is sent and in which order, and takes nothing from the loader but its end. */
public final class DownloadCommand implements JobCommand {

    private final PipeFolder pipes;

    public DownloadCommand() {
        this(PipeFolder.ofPod());
    }

    public DownloadCommand(PipeFolder pipes) {
        this.pipes = pipes;
    }

    @Override
    public ErrorCode unexpected() {
        return ErrorCode.DOWNLOAD_FAILED;
    }

    @Override
    public Verdict run(JobContext context) {
        DownloadSpec spec = context.spec(DownloadSpec.class);
        BlobContainer container = BlobContainer.open(context, spec.blobContainerUrl(), BlobCodes.DOWNLOAD);
        // Begun early: azcopy takes a second to log in.
        BlobDownload manifest = container.download(spec.imageId() + "/manifest.json");
        try (FileChannel _ = openPipes(context)) {
            return new Sending(context, spec, container).run(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private FileChannel openPipes(JobContext context) throws IOException {
        Path prepared = pipes.prepare();
        List<String> arguments = new ArrayList<>(List.of("-m", "640", "--"));
        PipeFolder.lanes(prepared).forEach(lane -> arguments.add(lane.toString()));
        Child mkfifo = context.children().start(context.programs().find("mkfifo", arguments, Map.of()));
        if (mkfifo.failed()) {
            throw new IOException("the pipes cannot be made: " + mkfifo.said());
        }
        return pipes.publish(prepared);
    }

    /** One image on its way. */
    private final class Sending {
        private final JobContext context;
        private final DownloadSpec spec;
        private final ImageFiles files;
        private final Team team = new Team(() -> {});
        private final ConcurrentLinkedQueue<Integer> large = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<Verdict> end = new CompletableFuture<>();

        private Sending(JobContext context, DownloadSpec spec, BlobContainer container) {
            this.context = context;
            this.spec = spec;
            this.files = new ImageFiles(context, container);
        }

        private Verdict run(BlobDownload manifest) throws InterruptedException {
            // It may fail before there is a loader.
            byte[] bytes = files.readManifest(manifest);
            ImageContents image = ImageContents.of(bytes, spec.manifestSha256(), spec.imageId());
            files.prefetch(image);
            large.addAll(image.otherLanes());
            pipes.awaitLoader();
            Thread.ofPlatform().daemon().name("loader-watch").start(this::watchLoader);
            Thread.ofPlatform().daemon().name("lanes").start(() -> send(bytes, image));
            return team.await(end);
        }

        private void send(byte[] manifest, ImageContents image) {
            team.start("lane-0", () -> sendFirst(manifest, image));
            for (int number = 1; number < Lane.COUNT; number++) {
                int lane = number;
                team.start("lane-" + number, () -> sendLarge(lane, image));
            }
            try {
                team.join();
                end.complete(Verdict.Done.done());
            } catch (RuntimeException | InterruptedException e) {
                end.completeExceptionally(e);
            }
        }

        private void sendFirst(byte[] manifest, ImageContents image) {
            try (OutputStream pipe = open(0)) {
                Lane.Writer lane = new Lane.Writer(pipe);
                lane.manifest(manifest);
                for (int number : image.firstLane()) {
                    files.send(image, number, lane);
                }
                lane.end();
            } catch (IOException e) {
                throw brokenOff(e);
            }
        }

        private void sendLarge(int number, ImageContents image) {
            try (OutputStream pipe = open(number)) {
                Lane.Writer lane = new Lane.Writer(pipe);
                for (Integer next = large.poll(); next != null; next = large.poll()) {
                    files.send(image, next, lane);
                }
                lane.end();
            } catch (IOException e) {
                throw brokenOff(e);
            }
        }

        private OutputStream open(int number) throws IOException {
            return Channels.newOutputStream(pipes.writeLane(number));
        }

        private BrokenOffException brokenOff(IOException e) {
            return new BrokenOffException("the loader takes no more: " + e.getMessage());
        }

        private void watchLoader() {
            try {
                pipes.awaitEndOfLoader();
                if (pipes.isLoaderDone()) {
                    end.complete(Verdict.Done.done());
                } else {
                    end.completeExceptionally(new BrokenOffException("the loader has ended"));
                }
            } catch (IOException | InterruptedException e) {
                context.log().say("the loader cannot be watched: " + e.getMessage());
            }
        }
    }
}
