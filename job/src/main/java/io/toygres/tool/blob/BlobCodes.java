package io.toygres.tool.blob;

import io.toygres.contract.ErrorCode;

/** Under which codes failures of transfers go. */
public record BlobCodes(ErrorCode auth, ErrorCode failed, ErrorCode missing) {

    public static final BlobCodes UPLOAD =
            new BlobCodes(ErrorCode.UPLOAD_AUTH_FAILED, ErrorCode.UPLOAD_FAILED, ErrorCode.UPLOAD_FAILED);
    public static final BlobCodes DOWNLOAD =
            new BlobCodes(ErrorCode.DOWNLOAD_AUTH_FAILED, ErrorCode.DOWNLOAD_FAILED, ErrorCode.IMAGE_NOT_FOUND);
}
