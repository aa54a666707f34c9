package io.toygres.localcluster.pod;

import io.toygres.localcluster.runtime.ContainerProcess;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of one run of a container: asked for with the image's stop signal, then waited for, then enforced. */
final class ContainerStop {
    private static final Logger LOG = System.getLogger(ContainerStop.class.getName());

    private final Clock clock;
    private @Nullable Instant killAt;

    ContainerStop(Clock clock) {
        this.clock = clock;
    }

    boolean begun() {
        return killAt != null;
    }

    /**
     * Call it again until the process has ended; a later call may shorten the time that is left.
     *
     * @return when to call it again; empty when the process has been killed
     */
    Optional<Duration> advance(ContainerProcess process, String signal, Duration grace) {
        Instant now = clock.instant();
        if (killAt == null) {
            killAt = now.plus(grace);
            if (grace.isPositive()) {
                ask(process, signal);
            }
        } else if (now.plus(grace).isBefore(killAt)) {
            killAt = now.plus(grace);
        }
        Duration left = Duration.between(now, killAt);
        if (left.isPositive()) {
            return Optional.of(left);
        }
        process.kill();
        return Optional.empty();
    }

    private static void ask(ContainerProcess process, String signal) {
        try {
            process.signal(signal);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "a container could not be asked to end and will be killed", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
