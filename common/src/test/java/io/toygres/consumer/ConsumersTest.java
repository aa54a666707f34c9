package io.toygres.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.toygres.messaging.BrokerLogin;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConsumersTest {

    private final Map<String, Object> broker =
            new ConcurrentHashMap<>(Map.of("bootstrap.servers", "no-such-broker.invalid:9092"));
    private final WaitingRecords waiting = new WaitingRecords(new SimpleMeterRegistry());
    private final ConsumerSettings settings = TestConsumerSettings.quick();
    private final BrokerLogin login = new BrokerLogin(broker);
    private final Consumers consumers =
            new Consumers(broker, login, new DeadLetterQueue(broker, new SimpleMeterRegistry()), waiting, settings);
    private final ConsumerReadiness readiness = new ConsumerReadiness(login, consumers, waiting, settings);

    @Test
    void aChannelBeginsOnceTheBrokersNameResolvesAndIsNotReadyBefore() throws InterruptedException {
        var begun = new CountDownLatch(1);
        Multi<Message<byte[]>> records = Multi.createFrom().emitter(_ -> begun.countDown());
        consumers.start("commands", records, _ -> {});
        awaitStatus(Status.DOWN);
        assertThat(begun.getCount()).isOne();
        assertThat(readiness.call().getData().orElseThrow())
                .containsEntry("commands", "the broker's name does not resolve");

        broker.put("bootstrap.servers", "127.0.0.1:9092");

        begun.await();
        awaitStatus(Status.UP);
    }

    @Test
    void aChannelThatEndsMakesTheServiceUnready() {
        broker.put("bootstrap.servers", "127.0.0.1:9092");

        consumers.start("commands", Multi.createFrom().failure(new IllegalStateException("ended")), _ -> {});

        awaitStatus(Status.DOWN);
    }

    private void awaitStatus(Status status) {
        Instant end = Instant.now().plusSeconds(60);
        HealthCheckResponse response = readiness.call();
        while (response.getStatus() != status) {
            assertThat(Instant.now()).as("%s", response.getData()).isBefore(end);
            response = readiness.call();
        }
    }
}
