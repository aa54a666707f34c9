package io.toygres.image;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where in the cluster instances and Jobs live. A single property rather than a mapping: one of the prefix {@code toygres} would
 * claim every other feature's properties and refuse to start with them.
 */
@Singleton
public final class ClusterConfig {

    private final String namespace;

    public ClusterConfig(
            @ConfigProperty(name = "toygres.namespace", defaultValue = "toygres-managed") String namespace) {
        this.namespace = namespace;
    }

    /** Namespace of every object that the services make. Default {@code toygres-managed}. */
    public String namespace() {
        return namespace;
    }
}
