/**
 * What provisioner-service reads and writes as JSON besides messages, so that a native executable keeps it.
 * Owns no form: each belongs to its feature.
 * Start with {@link io.toygres.provisioner.wire.InstanceDocuments}.
 */
@NullMarked
package io.toygres.provisioner.wire;

import org.jspecify.annotations.NullMarked;
