package io.toygres.localcluster.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as Kubernetes writes them: RFC 3339, whole seconds, UTC. */
public final class Timestamps {
    private Timestamps() {}

    public static String of(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    public static String now(Clock clock) {
        return of(clock.instant());
    }
}
