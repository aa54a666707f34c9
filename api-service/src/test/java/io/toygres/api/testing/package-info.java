/**
 * What the tests of api-service share: the system around it, an HTTP client and a worker that does as it is told.
 * Owns nothing.
 * Start with {@link io.toygres.api.testing.ApiSystem} and {@link io.toygres.api.testing.FakeWorker}.
 */
@NullMarked
package io.toygres.api.testing;

import org.jspecify.annotations.NullMarked;
