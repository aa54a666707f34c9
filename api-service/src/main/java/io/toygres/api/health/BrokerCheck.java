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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka answers. It is told, but it makes nothing unready: without the broker, commands are accepted and wait in the
 * outbox, and what is known can be read. The readiness and startup checks that messaging brings are off for the same reason.
 */
@Wellness
@Singleton
final class BrokerCheck implements HealthCheck {

    private static final int TIMEOUT_MS = 2_000;

    private final Map<String, Object> broker;
    private @Nullable Admin made;

    /** @param broker the settings {@code kafka.*} */
    BrokerCheck(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    /** Made when it is first used, since that fails while the broker's name does not resolve. */
    private synchronized Admin admin() {
        Admin admin = made;
        if (admin == null) {
            admin = Admin.create(broker);
            made = admin;
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (made != null) {
            made.close(Duration.ZERO);
            made = null;
        }
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
            admin().describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS))
                    .clusterId()
                    .get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            if (e.getCause() instanceof AuthenticationException) {
                // It has read its files of certificates, which may be what is put right.
                close();
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
