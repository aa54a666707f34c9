package io.toygres.image.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.TerminalException;
import io.toygres.image.blob.ContentDigest;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.manifest.BackupResult;
import io.toygres.image.manifest.ManifestCodec;
import io.toygres.image.manifest.ParsedResult;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Reads the {@code result.json} that the Job reported, and takes nothing else for it. */
@Singleton
final class ResultReader {

    static final String FILE_NAME = "result.json";

    private final ImageContainer container;

    ResultReader(ImageContainer container) {
        this.container = container;
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
                || result.kind() != state.kind()
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
