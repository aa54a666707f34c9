/**
 * Bounds of settings: constraints for the methods of {@code @ConfigMapping} interfaces, beside those of Hibernate Validator.
 * A setting that breaks one stops the start with a message that names the property and the bounds.
 * Start with {@link io.toygres.settings.DurationBounds}.
 */
@NullMarked
package io.toygres.settings;

import org.jspecify.annotations.NullMarked;
