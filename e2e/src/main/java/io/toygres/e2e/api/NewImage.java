package io.toygres.e2e.api;

import java.util.UUID;

/** Body of {@code POST /api/images}. */
public record NewImage(String name, UUID instanceId) {}
