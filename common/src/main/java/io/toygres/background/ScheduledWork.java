package io.toygres.background;

import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.toygres.background.BackgroundLoop.Bounds;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs the outages of {@code @Scheduled} methods that have no {@link RecurringWork} of their own as those of loops are logged: the
 * scheduler itself would log each failure as an error. None of them takes its service out of readiness: it does its main job without.
 */
@Singleton
final class ScheduledWork {

    private static final Bounds BOUNDS = Bounds.ofRound(Duration.ofMinutes(10)).withoutFailing();

    /** By the description of their methods. */
    private final Map<String, RecurringWork> works = new ConcurrentHashMap<>();

    void failed(@Observes FailedExecution failure) {
        of(failure.getExecution()).failed(failure.getException());
    }

    void worked(@Observes SuccessfulExecution success) {
        of(success.getExecution()).worked();
    }

    private RecurringWork of(ScheduledExecution execution) {
        return works.computeIfAbsent(
                execution.getTrigger().getMethodDescription(), method -> new RecurringWork(name(method), BOUNDS));
    }

    /** {@code Resender.resend} of {@code io.toygres.api.operation.Resender#resend}. */
    private static String name(String method) {
        return method.substring(method.lastIndexOf('.') + 1).replace('#', '.');
    }
}
