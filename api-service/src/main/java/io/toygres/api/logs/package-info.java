/**
 * Pod logs, which only the worker services can read: api-service has no cluster credentials and passes their answer on.
 * Owns no table and keeps nothing.
 * Start with {@link io.toygres.api.logs.WorkerLogs}.
 */
@NullMarked
package io.toygres.api.logs;

import org.jspecify.annotations.NullMarked;
