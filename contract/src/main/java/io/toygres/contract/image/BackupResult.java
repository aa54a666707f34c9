package io.toygres.contract.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.PostgresVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup left in Blob Storage: {@code result.json}, whose fields {@code manifest.json} repeats.
 *
 * @param format {@value #FORMAT} is what this release writes
 * @param attempt uid of the pod that wrote it, which is also the second level of the files' paths
 * @param serverVersion in full, such as {@code 15.14 (Debian 15.14-0+deb12u1)}
 * @param startedAt ISO-8601, of the attempt
 * @param files every blob of the attempt but {@code result.json} itself
 * @param globals null in a physical image
 * @param preloadLibraries what the source's {@code shared_preload_libraries} named; unknown, and empty, in format 1
 * @param warnings what the backup saw and could not change
 * @param skipped databases that were left out, and why
 * @param base the data directory of a physical image; null in a logical one
 */
public record BackupResult(
        int format,
        ImageKind kind,
        ImageId imageId,
        String attempt,
        PostgresVersion postgresVersion,
        String serverVersion,
        String clientVersion,
        String startedAt,
        String finishedAt,
        List<ImageFile> files,
        List<ImageDatabase> databases,
        @Nullable Archive globals,
        List<String> preloadLibraries,
        List<Warning> warnings,
        List<Skipped> skipped,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Archive base) {

    public static final int FORMAT = 2;

    public BackupResult {
        files = List.copyOf(files);
        databases = List.copyOf(databases);
        preloadLibraries = List.copyOf(preloadLibraries);
        warnings = List.copyOf(warnings);
        skipped = List.copyOf(skipped);
    }

    /** Bytes of all files together. */
    public long sizeBytes() {
        return files.stream().mapToLong(ImageFile::length).sum();
    }

    /** @param database which one it is about; null when none in particular */
    public record Warning(@Nullable String database, String text) {}

    /** A database that was not dumped although nobody asked for others only. */
    public record Skipped(String database, String reason) {}
}
