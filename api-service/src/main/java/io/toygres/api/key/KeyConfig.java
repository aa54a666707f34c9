package io.toygres.api.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.ScheduleBounds;
import org.hibernate.validator.constraints.Range;

/** How a rotation of keys is done. */
@ConfigMapping(prefix = "toygres.keys")
public interface KeyConfig {

    /** How often each replica looks whether there is a rotation to begin or to go on with; {@code off} never does. */
    @WithDefault("5s")
    @ScheduleBounds(least = "1S", most = "1H")
    String every();

    /** How many secrets a rotation reads at a time. */
    @WithDefault("100")
    @Range(min = 1, max = 10_000)
    int batch();
}
