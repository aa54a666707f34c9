package io.toygres.tool.backup;

import io.toygres.contract.image.ImageFile;
import io.toygres.tool.blob.BlobContainer;
import io.toygres.tool.blob.BlobUpload;
import io.toygres.tool.process.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The image's blobs. What stays small goes into one of them, {@code pack}, so that it costs no upload of its own; what grows beyond
 * {@link ArchiveUpload#MOST_IN_MEMORY} gets a blob of its own. The azcopy of the pack and that of {@code result.json} start at once, so that they have
 * logged in by the time that they are needed.
 */
final class ImageWriter {

    static final String PACK = "pack";
    static final String RESULT = "result.json";

    private static final int SMALL_BLOCK_MIB = 8;
    private static final long MIB = 1024L * 1024;
    /** https://learn.microsoft.com/rest/api/storageservices/put-block */
    private static final int MOST_BLOCKS = 50_000;

    private final BlobContainer container;
    private final String prefix;
    private final BlobUpload pack;
    private final BlobUpload result;
    private final Measured packed;
    private final List<Ending> ending = new CopyOnWriteArrayList<>();

    /** A blob of its own of which all bytes have been sent. */
    private record Ending(BlobUpload upload, String name, long length, String sha256) {
        ImageFile finish() {
            return new ImageFile(name, length, sha256, upload.finish().orElse(null));
        }
    }

    /** @param prefix {@code <image id>/<attempt>/} */
    ImageWriter(BlobContainer container, String prefix) {
        this.container = container;
        this.prefix = prefix;
        this.pack = container.upload(prefix + PACK, SMALL_BLOCK_MIB);
        this.result = container.upload(prefix + RESULT, SMALL_BLOCK_MIB);
        this.packed = new Measured(pack.out());
    }

    /** Begins a blob of its own, for data of about so many bytes. */
    BlobUpload begin(String name, long expectedBytes) {
        return container.upload(prefix + name, blockMib(expectedBytes));
    }

    /**
     * A stream's length is not known ahead, and azcopy keeps five blocks in memory. A dump may be larger than its database, so there
     * is room for twice its size: 8 MiB up to 195 GiB, 168 MiB for 4 TiB.
     */
    static int blockMib(long bytes) {
        long mib = (2 * bytes / MOST_BLOCKS + MIB - 1) / MIB;
        return (int) Math.max(SMALL_BLOCK_MIB, mib);
    }

    /** Ends a blob of its own. Whether it is there, {@link #finishFiles} finds out: azcopy takes a moment that nobody need wait for. */
    void end(BlobUpload upload, String name, long length, String sha256) {
        upload.end();
        ending.add(new Ending(upload, name, length, sha256));
    }

    /** Puts bytes behind those that are in the pack. @return where they begin */
    synchronized long append(List<byte[]> bytes) {
        long offset = packed.length();
        try {
            for (byte[] part : bytes) {
                packed.write(part);
            }
        } catch (IOException _) {
            throw pack.failure();
        }
        return offset;
    }

    /** Fails when one of the uploads that wait for their bytes has ended; called now and then. */
    void checkUploads() {
        for (BlobUpload waiting : List.of(pack, result)) {
            if (waiting.hasFailed()) {
                throw waiting.failure();
            }
        }
    }

    /** Ends the pack and waits until all that was ended is there. @return every blob of the image so far */
    synchronized List<ImageFile> finishFiles() {
        try {
            packed.flush();
        } catch (IOException _) {
            throw pack.failure();
        }
        List<ImageFile> files = new ArrayList<>();
        if (packed.length() == 0) {
            pack.abort(); // of a physical image nothing is small
        } else {
            pack.end();
            files.add(new Ending(pack, PACK, packed.length(), packed.sha256Hex()).finish());
        }
        ending.forEach(blob -> files.add(blob.finish()));
        return List.copyOf(files);
    }

    /** Writes {@code result.json}, the last of all. */
    void finishResult(byte[] json) {
        try {
            result.out().write(json);
            result.out().flush();
        } catch (IOException _) {
            throw result.failure();
        }
        var unused = result.finish();
    }

    /** Gives up what is not finished. */
    void abort() {
        ending.forEach(blob -> blob.upload().abort());
        pack.abort();
        result.abort();
    }
}
