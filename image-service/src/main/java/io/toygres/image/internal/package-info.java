/**
 * What api-service asks image-service over HTTP, since it reaches neither cluster nor storage itself: logs and the inventory.
 * Owns the endpoints {@code /internal/…}, which answer api-service alone; no user reaches them.
 * Start with {@link io.toygres.image.internal.ImageInventory}.
 */
@NullMarked
package io.toygres.image.internal;

import org.jspecify.annotations.NullMarked;
