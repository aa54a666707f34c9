/**
 * How the API says no: {@code application/problem+json} as in RFC 9457, with a stable code and what to do about it.
 * Owns every code that an HTTP answer can carry ({@link io.toygres.api.problem.ProblemCode}); it owns no table.
 * Start with {@link io.toygres.api.problem.ProblemCode} for what can go wrong, {@link io.toygres.api.problem.ProblemMapper}
 * for how an exception becomes an answer, and {@link io.toygres.api.problem.InvalidValues} for how a broken constraint does.
 */
@NullMarked
package io.toygres.api.problem;

import org.jspecify.annotations.NullMarked;
