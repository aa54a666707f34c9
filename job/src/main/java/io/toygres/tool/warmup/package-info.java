/**
 * Each command of this program done once, on a few rows: the build records by it which classes Jobs need and how they run. It uses nothing
 * but this container's PostgreSQL and leaves nothing behind. Begin reading at {@link io.toygres.tool.warmup.WarmUp}.
 */
@NullMarked
package io.toygres.tool.warmup;

import org.jspecify.annotations.NullMarked;
