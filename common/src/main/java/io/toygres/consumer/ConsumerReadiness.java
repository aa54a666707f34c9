package io.toygres.consumer;

import io.toygres.messaging.BrokerLogin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Down while the broker refuses the service, a channel does not begin or has ended, and while a record has been waiting for long; says
 * which and why.
 */
@Readiness
@Singleton
final class ConsumerReadiness implements HealthCheck {

    private final BrokerLogin login;
    private final Consumers consumers;
    private final WaitingRecords waiting;
    private final ConsumerSettings settings;

    @Inject
    ConsumerReadiness(BrokerLogin login, Consumers consumers, WaitingRecords waiting, ConsumerSettings settings) {
        this.login = login;
        this.consumers = consumers;
        this.waiting = waiting;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Messages");
        Optional<String> refusal = login.refusal();
        refusal.ifPresent(reason -> response.withData("broker", reason));
        boolean up = refusal.isEmpty();
        for (TopicConsumer consumer : consumers.all()) {
            Optional<String> blockedBy = consumer.blockedBy();
            blockedBy.ifPresent(reason -> response.withData(consumer.channel(), reason));
            up = up && blockedBy.isEmpty();
        }
        Optional<WaitingRecords.Wait> stuck = waiting.longerThan(settings.stuckAfter());
        stuck.ifPresent(wait -> response.withData("stuck", wait.describe()));
        return response.status(up && stuck.isEmpty()).build();
    }
}
