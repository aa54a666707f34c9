package io.toygres.tool.blob;

import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A blob that is being read. */
public final class BlobDownload {

    private final Child azcopy;
    private final Supplier<JobFailure> reason;

    BlobDownload(Child azcopy, Supplier<JobFailure> reason) {
        this.azcopy = azcopy;
        this.reason = reason;
    }

    /** Its bytes. They end early when azcopy fails: only {@link #finish} tells that they are all. */
    public InputStream in() {
        return azcopy.stdout();
    }

    /** To call once its bytes have been read to the end. @throws JobFailure when azcopy could not read them all */
    public void finish() {
        if (azcopy.failed()) {
            throw reason.get();
        }
    }

    /** Reads no more of it. */
    public void abort() {
        azcopy.kill();
        try {
            azcopy.stdout().close();
        } catch (IOException _) {
            // azcopy has ended, which was wanted.
        }
    }
}
