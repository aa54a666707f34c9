/**
 * Who a pod is: service account tokens, their keys, and the webhook of Azure workload identity. It owns the signing keys,
 * one of which is kept in a file. Start at {@link io.toygres.localcluster.identity.TokenIssuer}.
 */
@NullMarked
package io.toygres.localcluster.identity;

import org.jspecify.annotations.NullMarked;
