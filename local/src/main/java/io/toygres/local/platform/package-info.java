/**
 * The servers that the services talk to, started on this machine: the PostgreSQL server of the CMS, a Kafka broker, Azurite as
 * Blob Storage, and the private CA that signs what speaks TLS. Each is one class that starts in its factory method, has its
 * data in one folder and ends with {@code close()}. Start reading at {@link io.toygres.local.platform.LocalPostgres}.
 */
@NullMarked
package io.toygres.local.platform;

import org.jspecify.annotations.NullMarked;
