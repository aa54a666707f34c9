/**
 * {@code /api/dead-letters}: the records that no service applied, for an operator to look at and to send again.
 * Owns no table; it reads topics {@code <topic>.dlq}, which the consumers of all services write.
 * Start with {@link io.toygres.api.deadletter.DeadLetterResource}.
 */
@NullMarked
package io.toygres.api.deadletter;

import org.jspecify.annotations.NullMarked;
