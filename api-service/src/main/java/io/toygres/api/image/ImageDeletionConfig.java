package io.toygres.api.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** How long a deleted image can be undeleted. */
@ConfigMapping(prefix = "toygres.image-deletion")
public interface ImageDeletionConfig {

    /**
     * How long the data of a deleted image is kept; {@code 0S} deletes at once and for good. It counts from the deletion: a change means
     * nothing to what is deleted already.
     */
    @WithDefault("7D")
    @DurationBounds(least = "0S", most = "365D")
    Duration grace();

    /** How often to look for those whose time is over; {@code off} never looks, and then nothing of them is removed. */
    @WithDefault("1m")
    @ScheduleBounds(least = "1S", most = "1D")
    String purgeEvery();

    /** How many are removed in one look; the rest waits for the next. */
    @WithDefault("100")
    @Range(min = 1, max = 10_000)
    int batch();
}
