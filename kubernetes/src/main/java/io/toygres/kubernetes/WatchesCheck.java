package io.toygres.kubernetes;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the service may watch what it waits for: a missing right slows everything down, and nothing else would show it. */
@Readiness
@Singleton
final class WatchesCheck implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        var missing = OperationInformer.missingRights();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Kubernetes watches").status(missing.isEmpty());
        missing.forEach((kind, rule) -> response.withData(kind, "the service's Role lacks the rule " + rule));
        return response.build();
    }
}
