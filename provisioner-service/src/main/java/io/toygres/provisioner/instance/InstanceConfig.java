package io.toygres.provisioner.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.kubernetes.PodSettings;
import io.toygres.kubernetes.QuantityBounds;
import java.util.List;
import java.util.Optional;

/** Every instance's pod, whose resources are Kubernetes quantities, and who may always connect to it. */
@ConfigMapping(prefix = "toygres.instance")
public interface InstanceConfig {

    /** What an operator wants of the instances' pods. */
    PodSettings pod();

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

    /**
     * Blocks of addresses, such as {@code 10.244.0.0/16}, that may connect to every public instance that allows only some. The load
     * balancer's rules hold for connections from within the cluster too, so this service's own address has to be in one of them: the
     * pods' network, as a rule. Absent: none.
     */
    Optional<List<String>> alwaysAllowedCidrs();
}
