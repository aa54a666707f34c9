package io.toygres.contract.job;

import io.toygres.contract.ImageId;

/**
 * What {@code toygres-job download} is told.
 *
 * @param blobContainerUrl such as {@code https://account.blob.core.windows.net/images}
 * @param manifestSha256 hex SHA-256 that {@code <image id>/manifest.json} must have
 */
public record DownloadSpec(ImageId imageId, String blobContainerUrl, String manifestSha256) {}
