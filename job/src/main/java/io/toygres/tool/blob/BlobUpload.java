package io.toygres.tool.blob;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.ConfirmedBlocks;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A blob that is being written. */
public final class BlobUpload {

    private final Child azcopy;
    private final Duration longestEnd;
    private final Supplier<JobFailure> reason;
    private final Receipts receipts;
    private final SentBlocks sent;

    /** What azcopy's log tells of the blocks that the storage has taken. */
    @FunctionalInterface
    interface Receipts {
        Map<BlockReceipt.Id, BlockReceipt> read() throws IOException;
    }

    /**
     * @param blockBytes length of azcopy's blocks
     * @param longestEnd how long azcopy may take for what it has in memory, once it has got the last byte
     */
    BlobUpload(Child azcopy, long blockBytes, Duration longestEnd, Receipts receipts, Supplier<JobFailure> reason) {
        this.azcopy = azcopy;
        this.longestEnd = longestEnd;
        this.reason = reason;
        this.receipts = receipts;
        this.sent = new SentBlocks(azcopy.stdin(), blockBytes);
        // What azcopy writes there would hold it up if nobody read it.
        Thread.ofPlatform().daemon().name("azcopy-stdout").start(() -> discard(azcopy.stdout()));
    }

    private static void discard(InputStream stdout) {
        try (stdout) {
            stdout.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // azcopy has ended
        }
    }

    /** Where its bytes go. An {@code IOException} there means that azcopy has ended: {@link #failure} says why. */
    public OutputStream out() {
        return sent;
    }

    /** Whether azcopy still takes bytes. */
    public boolean isAlive() {
        return azcopy.isAlive();
    }

    /** Whether azcopy has ended without having been asked to, and badly. */
    public boolean hasFailed() {
        return !azcopy.isAlive() && !azcopy.wasKilled() && azcopy.failed();
    }

    /** Tells azcopy that all bytes are there; {@link #finish} waits until the blob is. */
    public void end() {
        try {
            sent.close();
        } catch (IOException _) {
            // azcopy has ended, and says why.
        }
    }

    /**
     * Ends the blob and waits until it is there.
     *
     * @return its blocks, when the storage has confirmed each; otherwise only reading it back tells whether it is what was sent
     * @throws JobFailure when azcopy could not write it, or other bytes have arrived
     */
    public Optional<ConfirmedBlocks> finish() {
        end();
        // azcopy itself goes on trying to connect for longer than anyone wants to wait.
        if (!azcopy.await(longestEnd)) {
            azcopy.kill();
            throw failure();
        }
        if (azcopy.failed()) {
            throw failure();
        }
        try {
            return sent.confirm(receipts.read());
        } catch (IOException e) {
            throw JobFailure.retried(ErrorCode.UPLOAD_FAILED, "The upload is not whole: " + e.getMessage());
        }
    }

    /** Why azcopy failed; waits for its end. */
    public JobFailure failure() {
        azcopy.await();
        return reason.get();
    }

    /** Gives the blob up: nothing of it will be there. Does nothing to one that is finished. */
    public void abort() {
        azcopy.kill();
        try {
            azcopy.stdin().close();
        } catch (IOException _) {
            // azcopy has ended, which was wanted.
        }
    }
}
