/**
 * Deleting an image: its backup Job, its manifest, its files, in this order.
 * Owns no table or topic of its own; the engine keeps its state, the container says what is left.
 * Start with {@link io.toygres.image.delete.DeleteImageOperation}.
 */
@NullMarked
package io.toygres.image.delete;

import org.jspecify.annotations.NullMarked;
