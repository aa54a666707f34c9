/**
 * Runs the program's commands inside the tests' JVM, with the folders and variables of a pod.
 * Owns nothing outside the folders it is given.
 * Start with {@link io.toygres.tool.testing.JobBed}.
 */
@NullMarked
package io.toygres.tool.testing;

import org.jspecify.annotations.NullMarked;
