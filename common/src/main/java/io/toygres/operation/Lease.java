package io.toygres.operation;

import io.toygres.contract.OperationId;

/**
 * The right to run one operation's step and commit what came of it.
 *
 * @param fencingToken grows with each lease of the operation; only the newest one commits
 */
record Lease(OperationId operationId, long fencingToken) {}
