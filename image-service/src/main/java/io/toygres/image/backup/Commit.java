package io.toygres.image.backup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.OperationId;
import io.toygres.contract.TerminalException;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.image.blob.ContentDigest;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import io.toygres.image.blob.Parallel;
import io.toygres.image.blob.StoredBlob;
import io.toygres.image.manifest.Manifest;
import io.toygres.image.manifest.ManifestCodec;
import io.toygres.image.manifest.ParsedResult;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Makes the image exist: clears what earlier attempts left, then writes the manifest. */
@Singleton
final class Commit {

    private final ResultReader results;
    private final ImageContainer container;
    private final Parallel parallel;
    private final Counter bytes = Metrics.counter("toygres.backup.bytes");

    Commit(ResultReader results, ImageContainer container, Parallel parallel) {
        this.results = results;
        this.container = container;
        this.parallel = parallel;
    }

    /** Removes the files of attempts that did not succeed; the Job's pods have ended by now. A committed image is left alone. */
    Outcome<BackupState> removeOtherAttempts(BackupState state, Attempt attempt) {
        String manifest = ImageLocation.manifest(state.imageId());
        String kept = state.uploadOrThrow().prefix(state.imageId());
        List<StoredBlob> all = container.list(ImageLocation.prefix(state.imageId()));
        if (all.stream().noneMatch(blob -> blob.path().equals(manifest))) {
            List<StoredBlob> others =
                    all.stream().filter(blob -> !blob.path().startsWith(kept)).toList();
            parallel.forEach(others, blob -> container.delete(blob.path()));
        }
        return Outcome.next(state);
    }

    /** Writes {@code manifest.json} unless one is there; one that this operation wrote before a crash is as good. */
    Outcome<BackupState> writeManifest(BackupState state, Attempt attempt) throws IOException {
        ParsedResult result = results.read(state);
        String path = ImageLocation.manifest(state.imageId());
        byte[] manifest = ManifestCodec.encode(manifest(state, attempt), result.document());
        if (!container.createIfAbsent(path, manifest)) {
            manifest = ownManifest(state, path);
        }
        bytes.increment((double) result.contents().sizeBytes());
        return Outcome.done(state, available(state, result.contents(), manifest, attempt));
    }

    private static Manifest manifest(BackupState state, Attempt attempt) {
        return new Manifest(
                Manifest.VERSION,
                state.imageId(),
                state.operationId(),
                state.source().imageType(),
                attempt.now(),
                state.uploadOrThrow().prefix(state.imageId()),
                state.source(),
                state.command().listing());
    }

    private byte[] ownManifest(BackupState state, String path) throws IOException {
        byte[] there = container
                .read(path)
                .orElseThrow(() -> new IOException(path + " was there a moment ago and is gone; look again"));
        OperationId writer = ManifestCodec.manifest(there).operationId();
        if (!writer.equals(state.operationId())) {
            throw new TerminalException(
                    ErrorCode.OBJECT_CONFLICT, "the image was already committed by operation " + writer);
        }
        return there;
    }

    private static ImageAvailable available(BackupState state, BackupResult result, byte[] manifest, Attempt attempt) {
        return new ImageAvailable(
                state.operationId(),
                state.imageId(),
                result.sizeBytes(),
                ContentDigest.of(manifest).sha256(),
                result.serverVersion(),
                result.databases().stream().map(Commit::contents).toList(),
                attempt.elapsed().toMillis());
    }

    /** What followers of the backup are told of a database. */
    private static DatabaseContents contents(ImageDatabase database) {
        long rows = database.tables().stream()
                .map(ImageDatabase.TableContents::rows)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return new DatabaseContents(
                database.name(), database.sizeBytes(), database.tables().size(), rows);
    }
}
