/**
 * What {@code /q/openapi} says beyond what Quarkus reads off the resources: every refusal, what may be null, who must log in.
 * Owns no table; the result is checked in as {@code docs/openapi.yaml}, and {@code META-INF/openapi.yaml} has what no resource says.
 * Start with {@link io.toygres.api.openapi.ApiDescription}.
 */
@NullMarked
package io.toygres.api.openapi;

import org.jspecify.annotations.NullMarked;
