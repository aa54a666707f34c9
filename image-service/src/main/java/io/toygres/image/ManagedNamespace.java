package io.toygres.image;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The namespace in which instances and Jobs live. A single property rather than a mapping: one of the prefix {@code toygres} would
 * claim every other feature's properties and refuse to start with them.
 */
@Singleton
public final class ManagedNamespace {

    private final String namespace;

    public ManagedNamespace(
            @ConfigProperty(name = "toygres.namespace", defaultValue = "toygres-managed") String namespace) {
        this.namespace = namespace;
    }

    /** Namespace of every object that the services make. Default {@code toygres-managed}. */
    public String name() {
        return namespace;
    }
}
