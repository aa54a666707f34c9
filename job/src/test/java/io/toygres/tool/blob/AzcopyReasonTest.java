package io.toygres.tool.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import io.toygres.tool.report.JobFailure;
import org.junit.jupiter.api.Test;

final class AzcopyReasonTest {

    @Test
    void entrasWordsAreQuoted() {
        JobFailure failure =
                upload("cannot get token: AADSTS700024: Client assertion is not within its valid time range.\"}");

        assertThat(failure.code()).isEqualTo(ErrorCode.UPLOAD_AUTH_FAILED);
        assertThat(failure.detail()).contains("AADSTS700024: Client assertion is not within its valid time range.");
        assertThat(failure.isRetried()).isFalse();
    }

    @Test
    void aRefusalNamesTheRole() {
        JobFailure failure =
                upload("RESPONSE Status: 403 This request is not authorized\n X-Ms-Error-Code: [AuthorizationFailure]");

        assertThat(failure.code()).isEqualTo(ErrorCode.UPLOAD_AUTH_FAILED);
        assertThat(failure.detail()).contains("(HTTP 403 AuthorizationFailure)", "role assignment");
    }

    @Test
    void azcopysOwnLastLineIsQuotedWhateverItIs() {
        assertThat(upload("2026 INFO: starting\nfailed to perform copy command due to error: something new\n")
                        .detail())
                .isEqualTo("The upload of pack failed: failed to perform copy command due to error: something new");
        assertThat(upload("dial tcp 10.0.0.1:443: connect: connection refused\nError: giving up")
                        .detail())
                .isEqualTo("The upload of pack failed: connection refused; azcopy's last line: Error: giving up");
        assertThat(upload("").isRetried()).isTrue();
    }

    @Test
    void whatIsNotThereIsMissingToAReader() {
        JobFailure failure = new AzcopyReason("RESPONSE Status: 404 BlobNotFound", BlobCodes.DOWNLOAD)
                .failure("download of manifest.json", "https://a/images");

        assertThat(failure.code()).isEqualTo(ErrorCode.IMAGE_NOT_FOUND);
    }

    private static JobFailure upload(String said) {
        return new AzcopyReason(said, BlobCodes.UPLOAD).failure("upload of pack", "https://a/images");
    }
}
