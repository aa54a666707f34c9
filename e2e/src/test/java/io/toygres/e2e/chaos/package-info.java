/**
 * Random work while parts of the system die at random, and an audit of what came of it. Owns what it makes, and deletes it.
 * Kills processes of a local system, which its supervisor starts again, and pods of its cluster.
 * Start with {@link io.toygres.e2e.chaos.ChaosE2E}.
 */
@NullMarked
package io.toygres.e2e.chaos;

import org.jspecify.annotations.NullMarked;
