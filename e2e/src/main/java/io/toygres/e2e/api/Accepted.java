package io.toygres.e2e.api;

import java.util.UUID;

/** A command that was accepted: the operation that carries it out, and what it is about. */
public record Accepted<T>(UUID operationId, T resource) {}
