/**
 * The service that backs instances up into images and deletes images.
 * Owns schema {@code image}, topic {@code toygres.image.events} and the blob container.
 * Start with {@link io.toygres.image.command.ImageCommandConsumer}, then {@link io.toygres.image.backup.BackupOperation}.
 */
@NullMarked
package io.toygres.image;

import org.jspecify.annotations.NullMarked;
