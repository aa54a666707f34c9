package io.toygres.e2e.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the API shows it.
 *
 * @param status {@code creating}, {@code running}, {@code failed}, {@code deleting} or {@code deleted}
 * @param host where clients connect to; null until it runs
 * @param address what the host leads to
 * @param connectionUri for psql, with {@code verify-full}
 */
public record Instance(
        UUID id,
        String name,
        String status,
        String imageType,
        String postgresVersion,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String address,
        @Nullable String connectionUri,
        @Nullable UUID sourceImageId,
        @Nullable Failure failure) {}
