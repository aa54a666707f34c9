/** Requests that come over Kafka. */
@NullMarked
package io.toygres.api.request;

import org.jspecify.annotations.NullMarked;
