package io.toygres.image.backup;

import io.toygres.contract.Event;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.Progress;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ConfirmedBlocks;
import io.toygres.contract.image.ImageFile;
import io.toygres.image.blob.ContentDigest;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.Parallel;
import io.toygres.image.blob.StoredBlob;
import io.toygres.image.blob.StoredBlock;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the container holds what the Job sent: first names and lengths, then every byte. */
@Singleton
final class UploadCheck {

    static final String VERIFY_FILES = "verify-files";

    /** Bytes read back per attempt, unless one file has more: seconds of work, so that a crash repeats little. */
    private static final long BYTES_PER_TURN = 256L * 1024 * 1024;

    private final ResultReader results;
    private final ImageContainer container;
    private final Parallel parallel;

    UploadCheck(ResultReader results, ImageContainer container, Parallel parallel) {
        this.results = results;
        this.container = container;
        this.parallel = parallel;
    }

    /** Exactly the files of {@code result.json}, in their lengths, and nothing besides. */
    Outcome<BackupState> compareListing(BackupState state, Attempt attempt) {
        BackupResult result = results.read(state).contents();
        String prefix = state.uploadOrThrow().prefix(state.imageId());
        Map<String, Long> expected =
                result.files().stream().collect(Collectors.toMap(file -> prefix + file.path(), ImageFile::length));
        expected.put(state.uploadOrThrow().result(), state.uploadOrThrow().resultLength());
        Map<String, Long> found =
                container.list(prefix).stream().collect(Collectors.toMap(StoredBlob::path, StoredBlob::length));
        if (!found.equals(expected)) {
            throw ResultReader.incomplete("expected, but missing or of another length: " + without(expected, found)
                    + "; found, but not expected: " + without(found, expected));
        }
        return Outcome.next(state);
    }

    /**
     * Reads the next files back and compares their SHA-256 with what the Job computed while sending them. Of those whose blocks the
     * storage has confirmed to the Job, the list of the committed blocks says as much, whatever their length.
     */
    Outcome<BackupState> compareContents(BackupState state, Attempt attempt) {
        BackupResult result = results.read(state).contents();
        List<ImageFile> batch = batch(result.files(), state.verifiedFiles());
        String prefix = state.uploadOrThrow().prefix(state.imageId());
        parallel.forEach(batch, file -> compare(prefix, file));
        BackupState verified = state.verified(state.verifiedFiles() + batch.size());
        if (verified.verifiedFiles() == result.files().size()) {
            return Outcome.next(verified);
        }
        return Outcome.waitFor(
                verified, Duration.ZERO, "reading the uploaded files back", List.of(progress(verified, result)));
    }

    private void compare(String prefix, ImageFile file) {
        ConfirmedBlocks confirmed = file.confirmed();
        if (confirmed == null) {
            compareBytes(prefix, file);
        } else if (!container.blocks(prefix + file.path()).equals(expected(file, confirmed))) {
            throw ResultReader.incomplete(file.path() + " has other blocks than the Job sent");
        }
    }

    private static List<StoredBlock> expected(ImageFile file, ConfirmedBlocks confirmed) {
        List<StoredBlock> blocks = new ArrayList<>();
        for (long left = file.length(); left > 0; left -= confirmed.blockBytes()) {
            blocks.add(new StoredBlock(confirmed.id(blocks.size()), Math.min(left, confirmed.blockBytes())));
        }
        return blocks;
    }

    private void compareBytes(String prefix, ImageFile file) {
        ContentDigest stored = container
                .digest(prefix + file.path())
                .orElseThrow(() -> ResultReader.incomplete(file.path() + " vanished from the container"));
        if (!stored.equals(new ContentDigest(file.length(), file.sha256()))) {
            throw ResultReader.incomplete(file.path() + " holds other bytes than the Job sent");
        }
    }

    private static List<ImageFile> batch(List<ImageFile> files, int from) {
        int to = from;
        long bytes = 0;
        while (to < files.size() && (to == from || bytes + bytesToRead(files.get(to)) <= BYTES_PER_TURN)) {
            bytes += bytesToRead(files.get(to));
            to++;
        }
        return files.subList(from, to);
    }

    private static long bytesToRead(ImageFile file) {
        return file.confirmed() == null ? file.length() : 0;
    }

    private static Event progress(BackupState state, BackupResult result) {
        long done = result.files().stream()
                .limit(state.verifiedFiles())
                .mapToLong(ImageFile::length)
                .sum();
        return new ImageProgressed(
                state.operationId(),
                state.imageId(),
                new Progress(VERIFY_FILES, "reading the uploaded files back", done, result.sizeBytes()));
    }

    private static Map<String, Long> without(Map<String, Long> these, Map<String, Long> those) {
        Map<String, Long> left = new TreeMap<>(these);
        left.entrySet().removeAll(those.entrySet());
        return left;
    }
}
