package io.toygres.tool.restore;

import io.toygres.contract.job.RestoreSpec;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.pipes.Lane;
import io.toygres.tool.pipes.PipeFolder;
import io.toygres.tool.process.Team;
import io.toygres.tool.report.BrokenOffException;
import io.toygres.tool.report.JobContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The receiving end of a download: the manifest from the first lane, then everything else from all lanes, by threads of the team. */
final class Reception {

    private final JobContext context;
    private final RestoreSpec spec;
    private final PipeFolder pipes;
    private final Team team;
    private final CompletableFuture<ImageContents> described = new CompletableFuture<>();
    private final CompletableFuture<Arrivals> ready = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<FileChannel> lanes = new ConcurrentLinkedQueue<>();

    Reception(JobContext context, RestoreSpec spec, PipeFolder pipes, Team team) {
        this.context = context;
        this.spec = spec;
        this.pipes = pipes;
        this.team = team;
    }

    /** Begins. What comes after the manifest waits in the pipes until {@link #pass} says who takes it. */
    void start() {
        team.start("download", this::receive);
    }

    /** What the manifest says; waits for it. */
    ImageContents image() {
        return team.await(described);
    }

    /** Lets the image's files come. */
    void pass(Arrivals arrivals) {
        ready.complete(arrivals);
    }

    private void receive() throws InterruptedException {
        pipes.awaitDownloader();
        Thread.ofPlatform().daemon().name("downloader-watch").start(this::watchDownloader);
        for (int number = 1; number < Lane.COUNT; number++) {
            int lane = number;
            team.start("lane-" + number, () -> receive(open(lane)));
        }
        Lane.Reader first = open(0);
        try {
            described.complete(ImageContents.of(first.manifest(), spec.manifestSha256(), spec.imageId()));
        } catch (IOException _) {
            throw new BrokenOffException("the download broke off before the manifest was there");
        }
        receive(first);
    }

    private void receive(Lane.Reader lane) {
        team.await(ready).receive(lane);
    }

    private Lane.Reader open(int number) {
        try {
            FileChannel lane = pipes.readLane(number);
            lanes.add(lane);
            return new Lane.Reader(new BufferedInputStream(Channels.newInputStream(lane), 256 * 1024));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watchDownloader() {
        try {
            pipes.awaitEndOfDownloader();
            if (lanes.size() == Lane.COUNT) {
                return; // Each lane tells whether it came to its end.
            }
            team.start("downloader-ended", () -> {
                throw new BrokenOffException("the download broke off");
            });
        } catch (IOException | InterruptedException e) {
            context.log().say("the downloader cannot be watched: " + e.getMessage());
        }
    }

    /** Ends what threads wait for in the pipes. */
    void abandon() {
        for (FileChannel lane : lanes) {
            try {
                lane.close();
            } catch (IOException _) {
                // It is closed all the same.
            }
        }
    }
}
