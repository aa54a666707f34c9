package io.toygres.provisioner.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The resources of every instance's pod, as Kubernetes quantities. */
@ConfigMapping(prefix = "toygres.instance")
public interface InstanceConfig {

    /** CPU that the scheduler sets aside. */
    @WithDefault("250m")
    String cpuRequest();

    /** CPU that the pod may use at most. */
    @WithDefault("2")
    String cpuLimit();

    /**
     * Memory, requested and limit in one: PostgreSQL's settings are computed from it, and a pod that is promised less than
     * it may use is the first to be evicted. At least 256Mi.
     */
    @WithDefault("1Gi")
    String memory();
}
