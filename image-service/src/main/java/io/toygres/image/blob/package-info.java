/**
 * The blob container that holds the images: a few verbs over the Azure SDK, authenticated with workload identity alone.
 * Owns every call to Azure and the layout's two levels, {@code <image id>/manifest.json} and {@code <image id>/<attempt>/}.
 * Start with {@link io.toygres.image.blob.ImageContainer}.
 */
@NullMarked
package io.toygres.image.blob;

import org.jspecify.annotations.NullMarked;
