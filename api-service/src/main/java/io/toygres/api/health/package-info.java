/**
 * {@code GET /health}: all health checks in one answer, for people and for load balancers.
 * Owns nothing; the checks are Quarkus' (database, Kafka) and those that features bring.
 * Start with {@link io.toygres.api.health.HealthResource}.
 */
@NullMarked
package io.toygres.api.health;

import org.jspecify.annotations.NullMarked;
