package io.toygres.image;

import io.toygres.kubernetes.ResourceNames;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The namespace in which instances and Jobs live. Single properties rather than a mapping: one of the prefix {@code toygres} would
 * claim every other feature's properties and refuse to start with them.
 */
@Singleton
public final class ManagedNamespace {

    private final String namespace;
    private final String domain;

    public ManagedNamespace(
            @ConfigProperty(name = "toygres.namespace", defaultValue = "toygres-managed") String namespace,
            @ConfigProperty(name = "toygres.cluster-domain", defaultValue = "cluster.local") String domain) {
        this.namespace = namespace;
        this.domain = domain;
    }

    /** The name of a Service of it in the cluster's own DNS, which ends with {@code toygres.cluster-domain}. */
    public String host(String service) {
        return ResourceNames.serviceHost(service, namespace, domain);
    }

    /** Namespace of every object that the services make. Default {@code toygres-managed}. */
    public String name() {
        return namespace;
    }
}
