/** Tests of instances over HTTP and Kafka. Owns nothing. Start with {@link io.toygres.api.instance.InstanceIT}. */
@NullMarked
package io.toygres.api.instance;

import org.jspecify.annotations.NullMarked;
