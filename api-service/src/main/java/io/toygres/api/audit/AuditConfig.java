package io.toygres.api.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;

/** How long the audit log is kept. */
@ConfigMapping(prefix = "toygres.audit")
public interface AuditConfig {

    /** Entries older than this are removed. The database lets none go that is younger than 90 days. */
    @WithDefault("400D")
    @DurationBounds(least = "91D", most = "3650D")
    Duration keep();

    /** How often to remove them; {@code off} never removes any. */
    @WithDefault("24h")
    @ScheduleBounds(least = "1M", most = "7D")
    String purgeEvery();
}
