/**
 * The HTTP API, and the CMS behind it.
 * Each package below is a feature, and says which tables it owns.
 * Start with {@code image} for the main job, {@code access} for who may do what.
 */
@NullMarked
package io.toygres.api;

import org.jspecify.annotations.NullMarked;
