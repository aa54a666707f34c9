package io.toygres.operation;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether this replica can still take operations: with many threads given up it takes none until it is restarted. */
@Readiness
@Singleton
final class LostThreadsCheck implements HealthCheck {

    private final OperationWorker worker;

    LostThreadsCheck(OperationWorker worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        RunningAttempts running = worker.running();
        return HealthCheckResponse.named("Operations")
                .status(!running.isExhausted())
                .withData("steps under way", running.size())
                .withData("threads given up", running.lost())
                .build();
    }
}
