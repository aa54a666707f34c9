/**
 * Proves that an instance can be used: a real login at the address that its user connects to, answered by this very instance.
 * Owns no table or topic; it is one step of the create and restore operations, one login per attempt.
 * Start with {@link io.toygres.provisioner.connection.TestConnection}.
 */
@NullMarked
package io.toygres.provisioner.connection;

import org.jspecify.annotations.NullMarked;
