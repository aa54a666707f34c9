package io.toygres.provisioner.readiness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How long the cluster may take for its part. */
@ConfigMapping(prefix = "toygres.readiness")
public interface ReadinessConfig {

    /**
     * Until the volume is bound to storage: VOLUME_NOT_BOUND, or what keeps its first consumer from coming. It includes the time in
     * which an autoscaler adds a node.
     */
    @WithDefault("20m")
    @DurationBounds(least = "1S", most = "1D")
    Duration volume();

    /** From the StatefulSet to a server that takes connections, a new node and the pull of its image included: NOT_READY. */
    @WithDefault("20m")
    @DurationBounds(least = "1S", most = "1D")
    Duration server();

    /** Until the LoadBalancer has its address: ADDRESS_NOT_ASSIGNED. */
    @WithDefault("10m")
    @DurationBounds(least = "1S", most = "1D")
    Duration address();

    /**
     * How long it may last that a registry knows no such image, or that a container can't be started, before it fails the instance,
     * counted from when the pod's node began with it. Every other failing pull has the time of {@code toygres.readiness.server}.
     */
    @WithDefault("1m")
    @DurationBounds(least = "0S", most = "1D")
    Duration patience();
}
