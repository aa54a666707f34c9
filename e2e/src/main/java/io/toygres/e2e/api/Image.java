package io.toygres.e2e.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image as the API shows it.
 *
 * @param kind {@code logical} or {@code physical}
 * @param status {@code creating}, {@code available}, {@code failed}, {@code deleting} or {@code deleted}
 * @param sizeBytes bytes stored; null until it is available
 */
public record Image(
        UUID id,
        String name,
        String kind,
        String status,
        String imageType,
        String postgresVersion,
        @Nullable Long sizeBytes,
        @Nullable String checksum,
        @Nullable Failure failure) {}
