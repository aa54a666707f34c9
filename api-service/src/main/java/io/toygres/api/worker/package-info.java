/**
 * Read-only questions that only a worker can answer, since api-service has no cluster credentials: pod logs and the inventory.
 * Owns no table and keeps nothing.
 * Start with {@link io.toygres.api.worker.WorkerClient}.
 */
@NullMarked
package io.toygres.api.worker;

import org.jspecify.annotations.NullMarked;
