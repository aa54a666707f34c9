/**
 * Workload identity without Azure: an HTTPS endpoint that answers as Microsoft Entra ID does to a federated assertion, and the
 * CONNECT proxy through which azcopy and azure-identity reach it under Entra's own name. It keeps nothing; what it trusts is
 * given to it. Start reading at {@link io.toygres.local.identity.LocalEntra}.
 */
@NullMarked
package io.toygres.local.identity;

import org.jspecify.annotations.NullMarked;
