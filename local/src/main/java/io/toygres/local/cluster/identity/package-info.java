/**
 * Who a pod is: service account tokens, their keys, and the webhook of Azure workload identity. It owns the signing keys,
 * which live as long as the cluster. Start at {@link io.toygres.local.cluster.identity.TokenIssuer}.
 */
@NullMarked
package io.toygres.local.cluster.identity;

import org.jspecify.annotations.NullMarked;
