package io.toygres.api.project;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One living row of {@code projects}, and what is in it.
 *
 * @param instanceQuota how many instances it may have, failed ones included; null for any number
 * @param instances how many it has
 */
@Schema(name = "Project", description = "Separates instances, images and operations from those of other projects")
public record Project(
        String name,
        @Nullable String description,
        @Nullable Integer instanceQuota,
        @Nullable Integer imageQuota,
        long instances,
        long images,

        @Schema(description = "How many of its images are deleted and can be undeleted; they count in the quota")
        long deletedImages,

        Instant createdAt) {}
