package io.toygres.e2e.api;

import java.util.UUID;

/**
 * Body of {@code POST /api/images}.
 *
 * @param kind {@code logical} or {@code physical}
 */
public record NewImage(String name, UUID instanceId, String kind) {
    /** Of a logical one. */
    public NewImage(String name, UUID instanceId) {
        this(name, instanceId, "logical");
    }
}
