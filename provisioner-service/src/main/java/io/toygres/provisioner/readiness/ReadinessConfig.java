package io.toygres.provisioner.readiness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How long the cluster may take for its part. */
@ConfigMapping(prefix = "toygres.readiness")
public interface ReadinessConfig {

    /** Until the volume is bound to storage: VOLUME_NOT_BOUND. */
    @WithDefault("10m")
    @DurationBounds(least = "1S", most = "1D")
    Duration volume();

    /** From the StatefulSet to a server that takes connections, pulling its image included: NOT_READY. */
    @WithDefault("15m")
    @DurationBounds(least = "1S", most = "1D")
    Duration server();

    /** Until the LoadBalancer has its address: ADDRESS_NOT_ASSIGNED. */
    @WithDefault("10m")
    @DurationBounds(least = "1S", most = "1D")
    Duration address();

    /**
     * How long a failing image pull or container start may last before it fails the instance, counted from when the pod's node
     * began with it; registries are unavailable for moments.
     */
    @WithDefault("1m")
    @DurationBounds(least = "0S", most = "1D")
    Duration patience();
}
