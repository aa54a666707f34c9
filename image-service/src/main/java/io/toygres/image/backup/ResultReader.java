package io.toygres.image.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageId;
import io.toygres.contract.TerminalException;
import io.toygres.contract.image.BackupResult;
import io.toygres.image.blob.ContentDigest;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import io.toygres.image.blob.StoredBlob;
import io.toygres.image.manifest.ManifestCodec;
import io.toygres.image.manifest.ParsedResult;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Finds and reads the Job's {@code result.json}. What it names is compared with it byte by byte later. */
@Singleton
final class ResultReader {

    static final String FILE_NAME = "result.json";

    private final ImageContainer container;

    ResultReader(ImageContainer container) {
        this.container = container;
    }

    /**
     * For a Job that succeeded and whose pod is gone with its report. An attempt writes {@code result.json} last, so where there
     * is one, everything is; of several, any will do.
     *
     * @throws TerminalException UPLOAD_INCOMPLETE when there is none
     */
    UploadReport find(ImageId image) {
        String path = container.list(ImageLocation.prefix(image)).stream()
                .map(StoredBlob::path)
                .filter(found -> found.endsWith("/" + FILE_NAME))
                .findFirst()
                .orElseThrow(
                        () -> incomplete("the Job succeeded, but its pod is gone, and no attempt left a " + FILE_NAME));
        ContentDigest digest = ContentDigest.of(
                container.read(path).orElseThrow(() -> incomplete(path + " vanished from the container")));
        return new UploadReport(ImageLocation.attempt(image, path), path, digest.length(), digest.sha256());
    }

    /** @throws TerminalException UPLOAD_INCOMPLETE when it is missing, changed, or about another image */
    ParsedResult read(BackupState state) {
        UploadReport report = state.uploadOrThrow();
        byte[] bytes = container
                .read(report.result())
                .orElseThrow(() -> incomplete(report.result() + " is not in the container"));
        if (!ContentDigest.of(bytes).equals(new ContentDigest(report.resultLength(), report.resultSha256()))) {
            throw incomplete(report.result() + " is not what the Job wrote");
        }
        ParsedResult parsed = parse(bytes);
        BackupResult result = parsed.contents();
        if (!result.imageId().equals(state.imageId())
                || !result.attempt().equals(report.attempt())
                || result.kind() != state.command().kind()
                || !result.postgresVersion().equals(state.source().postgresVersion())) {
            throw incomplete(report.result() + " describes another backup");
        }
        return parsed;
    }

    private ParsedResult parse(byte[] bytes) {
        try {
            return ManifestCodec.result(bytes);
        } catch (IOException e) {
            throw incomplete("result.json cannot be read: " + e.getMessage());
        }
    }

    static TerminalException incomplete(String detail) {
        return new TerminalException(ErrorCode.UPLOAD_INCOMPLETE, detail);
    }
}
