/**
 * The backup Job's logs, for api-service to pass on: it has no cluster credentials itself.
 * Owns the internal endpoint {@code /internal/images/{id}/logs}; no user reaches it directly.
 * Start with {@link io.toygres.image.logs.ImageLogsResource}.
 */
@NullMarked
package io.toygres.image.logs;

import org.jspecify.annotations.NullMarked;
