/**
 * Who may do what: roles, and the projects whose things a caller reaches.
 * Owns no table. Every query of a project's things takes an {@link io.toygres.api.access.Access}, so that none can forget whose they are.
 * Start with {@link io.toygres.api.access.Access} and {@link io.toygres.api.access.Role}.
 */
@NullMarked
package io.toygres.api.access;

import org.jspecify.annotations.NullMarked;
