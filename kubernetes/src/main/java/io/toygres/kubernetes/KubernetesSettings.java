package io.toygres.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How the Kubernetes API is called. */
@ConfigMapping(prefix = "toygres.kubernetes")
public interface KubernetesSettings {

    /**
     * How long one look at the cluster, or one change of it, may take with all its requests: the client itself waits without end for the
     * rest of an answer that has begun.
     */
    @WithDefault("60S")
    @DurationBounds(least = "100MS", most = "10M")
    Duration answerTimeout();
}
