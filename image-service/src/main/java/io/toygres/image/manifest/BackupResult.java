package io.toygres.image.manifest;

import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.PostgresVersion;
import java.util.List;

/**
 * The part of {@code result.json} that this service acts upon; the rest passes into the manifest as it is.
 *
 * @param format of the document; {@value #FORMAT} is the only one so far
 * @param attempt uid of the pod that wrote it, which is also the second level of the files' paths
 * @param serverVersion in full, such as {@code 15.14 (Debian 15.14-0+deb12u1)}
 * @param files every file of the attempt but {@code result.json} itself
 */
public record BackupResult(
        int format,
        ImageKind kind,
        ImageId imageId,
        String attempt,
        PostgresVersion postgresVersion,
        String serverVersion,
        List<ImageFile> files,
        List<DatabaseEntry> databases) {

    public static final int FORMAT = 1;

    public BackupResult {
        files = List.copyOf(files);
        databases = List.copyOf(databases);
    }

    /** Bytes of all files together. */
    public long sizeBytes() {
        return files.stream().mapToLong(ImageFile::length).sum();
    }
}
