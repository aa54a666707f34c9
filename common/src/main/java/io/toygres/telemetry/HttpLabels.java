package io.toygres.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Keeps what a client makes up out of the labels of HTTP metrics: each new value would be a series that stays for the life of the
 * process, and needs no login. Paths are templates of ours already, or one word for all that are unknown.
 */
@Singleton
final class HttpLabels {

    private static final String METHOD = "method";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** As OpenTelemetry calls it: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
    private static final Tag OTHER = Tag.of(METHOD, "_OTHER");

    @Produces
    @Singleton
    MeterFilter methods() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String method = id.getName().startsWith("http.server") ? id.getTag(METHOD) : null;
                return method == null || METHODS.contains(method) ? id : id.withTag(OTHER);
            }
        };
    }
}
