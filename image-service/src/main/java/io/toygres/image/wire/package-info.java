/**
 * What image-service reads and writes as JSON besides messages, so that a native executable keeps it.
 * Owns no form: each belongs to its feature.
 * Start with {@link io.toygres.image.wire.ImageDocuments}.
 */
@NullMarked
package io.toygres.image.wire;

import org.jspecify.annotations.NullMarked;
