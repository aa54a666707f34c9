package io.toygres.api.health;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.health.api.Wellness;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether Kafka answers. It is told, but it makes nothing unready: without the broker, commands are accepted and wait in the
 * outbox, and what is known can be read. The readiness and startup checks that messaging brings are off for the same reason.
 */
@Wellness
@Singleton
final class BrokerCheck implements HealthCheck {

    private static final int TIMEOUT_MS = 2_000;

    private final Admin admin;

    /** @param broker the settings {@code kafka.*} */
    BrokerCheck(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.admin = Admin.create(broker);
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Kafka")
                .status(answers())
                .withData("when down", "commands are accepted and wait in the outbox")
                .build();
    }

    private boolean answers() {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS))
                    .clusterId()
                    .get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
