/**
 * {@code toygres-job initialize}: prepares an instance's volume before its server starts, at every start of the pod. Owns the data
 * directory's making; of one that exists only its modes are ever changed. Start with {@link io.toygres.tool.initialize.InitializeCommand}.
 */
@NullMarked
package io.toygres.tool.initialize;

import org.jspecify.annotations.NullMarked;
