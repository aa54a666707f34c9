package io.toygres.provisioner.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How long instances' certificates last, and when they are renewed. */
@ConfigMapping(prefix = "toygres.certificates")
public interface CertificateConfig {

    /** How long a new certificate is valid; 825 days are the most that some clients take. */
    @WithDefault("90D")
    @DurationBounds(least = "1M", most = "825D")
    Duration validity();

    /** A certificate that ends sooner than this is renewed. Less than {@link #validity()}. */
    @WithDefault("30D")
    @DurationBounds(least = "10S", most = "800D")
    Duration renewBefore();

    /** How often all certificates are looked at; at most a third of {@link #renewBefore()}. */
    @WithDefault("10M")
    @DurationBounds(least = "1S", most = "1D")
    Duration every();
}
