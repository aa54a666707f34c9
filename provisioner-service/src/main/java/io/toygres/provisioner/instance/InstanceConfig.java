package io.toygres.provisioner.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.QuantityBounds;

/** The resources of every instance's pod, as Kubernetes quantities. */
@ConfigMapping(prefix = "toygres.instance")
public interface InstanceConfig {

    /** CPU that the scheduler sets aside. */
    @WithDefault("250m")
    @QuantityBounds(least = "1m")
    String cpuRequest();

    /** CPU that the pod may use at most. */
    @WithDefault("2")
    @QuantityBounds(least = "1m")
    String cpuLimit();

    /**
     * Memory, requested and limit in one: PostgreSQL's settings are computed from it, and a pod that is promised less than
     * it may use is the first to be evicted.
     */
    @WithDefault("1Gi")
    @QuantityBounds(least = "256Mi")
    String memory();
}
