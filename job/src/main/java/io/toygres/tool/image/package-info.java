/**
 * An image as both containers of a restore see it: what its manifest says, and in which order its files go from one to the other. Owns
 * nothing; start with {@link io.toygres.tool.image.ImageContents}.
 */
@NullMarked
package io.toygres.tool.image;

import org.jspecify.annotations.NullMarked;
