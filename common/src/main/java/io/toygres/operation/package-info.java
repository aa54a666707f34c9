/**
 * The one engine for long actions: a durable row per operation, leased, stepped, retried and undone.
 * Owns table {@code operation} in the schema of the service that runs it; no work lives only in memory.
 * Start with {@link io.toygres.operation.Operation} for what to write and {@code OperationWorker} for how it runs.
 */
@NullMarked
package io.toygres.operation;

import org.jspecify.annotations.NullMarked;
