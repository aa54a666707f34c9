/**
 * What api-service reads and writes as JSON besides messages and the bodies that its resources declare, so that a native executable keeps it.
 * Owns no form: each belongs to its feature.
 * Start with {@link io.toygres.api.wire.CmsDocuments}.
 */
@NullMarked
package io.toygres.api.wire;

import org.jspecify.annotations.NullMarked;
