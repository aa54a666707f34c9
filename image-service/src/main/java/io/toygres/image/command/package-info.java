/**
 * Commands about images as they come from Kafka, each turned into an operation's row.
 * Owns the consumption of topic {@code toygres.image.commands}; a record is acknowledged once its row is committed.
 * Start with {@link io.toygres.image.command.ImageCommandConsumer}.
 */
@NullMarked
package io.toygres.image.command;

import org.jspecify.annotations.NullMarked;
