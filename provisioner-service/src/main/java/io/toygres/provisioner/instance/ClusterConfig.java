package io.toygres.provisioner.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where in the cluster instances live. */
@ConfigMapping(prefix = "toygres")
public interface ClusterConfig {

    /** Namespace of every object that the services make. */
    @WithDefault("toygres-managed")
    String namespace();

    /** StorageClass of the volumes; absent means the cluster's default. */
    Optional<String> storageClass();

    /**
     * What follows the DNS label in a public name: {@code <region>.cloudapp.azure.com} on AKS. Absent means that public
     * instances have no name.
     */
    Optional<String> dnsSuffix();
}
