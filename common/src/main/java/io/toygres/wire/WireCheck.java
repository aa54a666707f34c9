package io.toygres.wire;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Refuses to start a service that can't read or write one of its types. A native executable that lacks a registration would otherwise
 * take commands with holes in them, or put good ones aside as unreadable.
 */
@Singleton
final class WireCheck {

    private static final Logger LOG = Logger.getLogger(WireCheck.class);

    private final List<WireSamples> all;

    WireCheck(@All List<WireSamples> all) {
        this.all = all;
    }

    /** Before anything is consumed or run. */
    void onStart(@Observes @Priority(1) StartupEvent event) {
        long began = System.nanoTime();
        List<WireSample> samples =
                all.stream().flatMap(some -> some.samples().stream()).toList();
        samples.forEach(sample -> new RoundTrip(sample).check());
        LOG.debugf("Types checked. samples=%d micros=%d", samples.size(), (System.nanoTime() - began) / 1_000);
    }
}
