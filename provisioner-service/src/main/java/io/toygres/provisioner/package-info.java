/**
 * The service that creates, restores and deletes instances.
 * Owns the schema {@code provisioner} with the operations under way, and the instances' objects in the cluster.
 * Start with {@link io.toygres.provisioner.command.InstanceCommandConsumer} and follow a command.
 */
@NullMarked
package io.toygres.provisioner;

import org.jspecify.annotations.NullMarked;
