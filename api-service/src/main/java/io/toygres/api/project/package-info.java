/**
 * {@code /api/projects}: the tenants, and how many instances and images each may have.
 * Owns table {@code projects} in schema {@code cms}; triggers of {@code instances} and {@code images} count for the quotas.
 * Start with {@link io.toygres.api.project.ProjectResource} and {@link io.toygres.api.project.ProjectStore}.
 */
@NullMarked
package io.toygres.api.project;

import org.jspecify.annotations.NullMarked;
