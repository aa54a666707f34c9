/**
 * Processes of this machine: programs that a test runs, and those of a local system, to be measured, searched and killed.
 * Ends only processes that the system's own pid files name, and those that it started itself.
 * Start with {@link io.toygres.e2e.process.LocalProcesses}.
 */
@NullMarked
package io.toygres.e2e.process;

import org.jspecify.annotations.NullMarked;
