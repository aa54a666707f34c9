/**
 * The main job, end to end, for someone to watch: create, fill, back up, restore, compare.
 * Owns nothing; the instances stay for the user to look at unless told otherwise.
 * Start with {@link io.toygres.e2e.demo.Demo}.
 */
@NullMarked
package io.toygres.e2e.demo;

import org.jspecify.annotations.NullMarked;
