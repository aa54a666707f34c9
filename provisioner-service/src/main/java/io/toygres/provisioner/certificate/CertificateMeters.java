package io.toygres.provisioner.certificate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.toygres.provisioner.certificate.CertificateTerms.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How many certificates were made, by reason, how often a foreign one was left alone, and when the first of those in use ends. */
final class CertificateMeters {

    private final Map<Reason, Counter> issued = new EnumMap<>(Reason.class);
    private final Counter foreign = Metrics.counter("toygres.certificates.foreign");
    private volatile Optional<Instant> soonestEnd = Optional.empty();

    CertificateMeters() {
        Arrays.stream(Reason.values())
                .forEach(reason -> issued.put(
                        reason,
                        Metrics.counter(
                                "toygres.certificates.issued",
                                "reason",
                                reason.name().toLowerCase(Locale.ROOT))));
        Gauge.builder("toygres.certificates.soonest.end", this, CertificateMeters::secondsLeft)
                .baseUnit("seconds")
                .strongReference(true)
                .register(Metrics.globalRegistry);
    }

    void issued(Reason reason) {
        Counter counter = issued.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void foreign() {
        foreign.increment();
    }

    void soonestEnd(Optional<Instant> end) {
        soonestEnd = end;
    }

    /** Not a number while there is none. */
    private double secondsLeft() {
        return soonestEnd
                .map(end -> (double) Duration.between(Instant.now(), end).toSeconds())
                .orElse(Double.NaN);
    }
}
