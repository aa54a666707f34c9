package io.toygres.provisioner.instance;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where in the cluster instances live. Single properties rather than a mapping: one of the prefix {@code toygres} would claim
 * every other feature's properties and refuse to start with them.
 */
@Singleton
public final class ClusterConfig {

    private final String namespace;
    private final Optional<String> storageClass;
    private final Optional<String> dnsSuffix;
    private final String domain;

    public ClusterConfig(
            @ConfigProperty(name = "toygres.namespace", defaultValue = "toygres-managed") String namespace,
            @ConfigProperty(name = "toygres.storage-class") Optional<String> storageClass,
            @ConfigProperty(name = "toygres.dns-suffix") Optional<String> dnsSuffix,
            @ConfigProperty(name = "toygres.cluster-domain", defaultValue = "cluster.local") String domain) {
        this.namespace = namespace;
        this.storageClass = storageClass;
        this.dnsSuffix = dnsSuffix;
        this.domain = domain;
    }

    /** Namespace of every object that the services make. Default {@code toygres-managed}. */
    public String namespace() {
        return namespace;
    }

    /** StorageClass of the volumes; absent means the cluster's default. */
    public Optional<String> storageClass() {
        return storageClass;
    }

    /**
     * What follows the DNS label in a public name: {@code <region>.cloudapp.azure.com} on AKS. Absent means that public
     * instances have no name.
     */
    public Optional<String> dnsSuffix() {
        return dnsSuffix;
    }

    /** What every name in the cluster's own DNS ends with (the kubelets' {@code --cluster-domain}). Default {@code cluster.local}. */
    public String domain() {
        return domain;
    }
}
