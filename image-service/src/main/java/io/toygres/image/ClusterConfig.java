package io.toygres.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where in the cluster instances and Jobs live. */
@ConfigMapping(prefix = "toygres")
public interface ClusterConfig {

    /** Namespace of every object that the services make. */
    @WithDefault("toygres-managed")
    String namespace();
}
