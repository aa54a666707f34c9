package io.toygres.background;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether all recurring work of this process works: one that died, stands still or fails for long is named. */
@Readiness
@Singleton
final class BackgroundLoopsCheck implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        Map<String, String> troubles = new TreeMap<>();
        RecurringWork.running()
                .forEach(work -> work.trouble().ifPresent(trouble -> troubles.put(work.name(), trouble)));
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Background loops").status(troubles.isEmpty());
        troubles.forEach(response::withData);
        return response.build();
    }
}
