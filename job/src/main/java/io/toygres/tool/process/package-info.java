/**
 * Child processes: started from lists of arguments, joined by pipes of the operating system, stopped together.
 * Owns every process that the program starts.
 * Start with {@link io.toygres.tool.process.Children}.
 */
@NullMarked
package io.toygres.tool.process;

import org.jspecify.annotations.NullMarked;
