package io.toygres.tool.backup;

import io.toygres.contract.image.Archive;
import io.toygres.contract.image.Archive.Compression;
import io.toygres.contract.image.Archive.Role;
import io.toygres.contract.image.Archive.TableName;
import io.toygres.tool.blob.BlobUpload;
import io.toygres.tool.process.Measured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One archive on its way into the image: in memory while it is small, then in a blob of its own. */
final class ArchiveUpload {

    /** Of one archive; a backup of four databases at once has twelve under way, and its JVM 192 MiB. */
    static final int MOST_IN_MEMORY = 8 * 1024 * 1024;

    private static final int BUFFER = 256 * 1024;

    private final ImageWriter image;
    private final String name;
    private final long expectedBytes;
    private final List<TableName> tables;
    private final List<byte[]> kept = new ArrayList<>();
    private final Measured measured = new Measured(OutputStream.nullOutputStream());
    private @Nullable BlobUpload own;

    /**
     * @param name of the blob that it gets if it grows large
     * @param expectedBytes about how many; when they are many, its blob is begun at once
     * @param tables whose rows alone it holds; empty when it holds other things
     */
    ArchiveUpload(ImageWriter image, String name, long expectedBytes, List<TableName> tables) {
        this.image = image;
        this.name = name;
        this.expectedBytes = expectedBytes;
        this.tables = tables;
        // Text of that much data is hardly compressed to less.
        this.own = expectedBytes > 8L * MOST_IN_MEMORY ? image.begin(name, expectedBytes) : null;
    }

    /** Takes all that comes. @throws JobFailure when it can't be uploaded */
    void take(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            measured.write(buffer, 0, read);
            if (own == null && measured.length() > MOST_IN_MEMORY) {
                sendKept(image.begin(name, expectedBytes));
            }
            if (own == null) {
                kept.add(Arrays.copyOf(buffer, read));
            } else {
                send(own, buffer, read);
            }
        }
    }

    private void sendKept(BlobUpload upload) {
        own = upload;
        kept.forEach(part -> send(upload, part, part.length));
        kept.clear();
    }

    private static void send(BlobUpload upload, byte[] bytes, int length) {
        try {
            upload.out().write(bytes, 0, length);
        } catch (IOException _) {
            throw upload.failure();
        }
    }

    /** Bytes so far. */
    long length() {
        return measured.length();
    }

    /** Makes it part of the image, now that it is known to be whole. */
    Archive commit(Role role, Compression compression) {
        long length = measured.length();
        String sha256 = measured.sha256Hex();
        if (own == null) {
            return new Archive(role, ImageWriter.PACK, image.append(kept), length, sha256, compression, tables);
        }
        image.end(own, name, length, sha256);
        return new Archive(role, name, 0, length, sha256, compression, tables);
    }

    /** Nothing of it will be in the image. */
    void abort() {
        if (own != null) {
            own.abort();
        }
    }
}
