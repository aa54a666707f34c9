/**
 * Commands about instances as they come from Kafka, each turned into an operation's row.
 * Owns the consumption of topic {@code toygres.instance.commands}; a record is acknowledged once its row is committed.
 * Start with {@link io.toygres.provisioner.command.InstanceCommandConsumer}.
 */
@NullMarked
package io.toygres.provisioner.command;

import org.jspecify.annotations.NullMarked;
