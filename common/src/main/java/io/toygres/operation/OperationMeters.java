package io.toygres.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.toygres.contract.ErrorCode;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured of operations; docs/metrics.md explains it. Labels are types of plans and the words below, so there is one series
 * for each at most: never ids, steps or texts.
 */
final class OperationMeters {

    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final String CANCELLED = "cancelled";

    private OperationMeters() {}

    /** Serves all from zero on, so that the first failure is an increase. */
    static void register(Set<OperationKind> kinds, RunningAttempts running) {
        for (OperationKind kind : kinds) {
            List.of(DONE, FAILED, CANCELLED).forEach(outcome -> duration(kind, outcome));
            retries(kind);
        }
        leasesLost();
        Gauge.builder("toygres.operations.running", running, RunningAttempts::size)
                .register(Metrics.globalRegistry);
        Gauge.builder("toygres.operations.lost.threads", running, RunningAttempts::lost)
                .register(Metrics.globalRegistry);
    }

    static void committed(LeasedRow row, Change change) {
        if (change instanceof Retry) {
            retries(row.kind()).increment();
        } else if (change instanceof Finish finish) {
            var times = row.times();
            duration(row.kind(), outcome(finish)).record(Duration.between(times.startedAt(), times.now()));
        }
    }

    static void leaseLost() {
        leasesLost().increment();
    }

    private static String outcome(Finish finish) {
        Optional<ErrorCode> code = finish.failure().map(failure -> failure.code());
        return code.map(why -> why == ErrorCode.CANCELLED ? CANCELLED : FAILED).orElse(DONE);
    }

    private static Timer duration(OperationKind kind, String outcome) {
        return Timer.builder("toygres.operation.duration")
                .tag("type", kind.type())
                .tag("outcome", outcome)
                .register(Metrics.globalRegistry);
    }

    private static Counter retries(OperationKind kind) {
        return Metrics.counter("toygres.step.retries", "type", kind.type());
    }

    private static Counter leasesLost() {
        return Metrics.counter("toygres.leases.lost");
    }
}
