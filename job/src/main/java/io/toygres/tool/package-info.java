/**
 * The program that Jobs run inside their pods, {@code toygres-job}: one command per kind of Job, told by variables and mounted files.
 * Owns nothing: a Job's spec comes in {@code TOYGRES_SPEC}, its verdict leaves in the termination message.
 * Start with {@link io.toygres.tool.ToygresJob}.
 */
@NullMarked
package io.toygres.tool;

import org.jspecify.annotations.NullMarked;
