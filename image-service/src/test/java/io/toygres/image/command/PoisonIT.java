package io.toygres.image.command;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Topic;
import io.toygres.image.CommandsAndEvents;
import io.toygres.image.LocalPlatform;
import io.toygres.local.platform.HostileRecords;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.MessageCodec;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Records that nobody can read. */
@QuarkusTest
@QuarkusTestResource(LocalPlatform.class)
final class PoisonIT {

    @SuppressWarnings("NullAway.Init") // injected
    @TestHTTPResource(management = true)
    URI management;

    @Inject
    CommandsAndEvents kafka;

    @Inject
    MessageCodec codec;

    @Inject
    @ConfigProperty(name = LocalPlatform.BROKER)
    String broker;

    @Test
    void laysAnUnreadableCommandAsideAndGoesOnWithThePartition() {
        ImageId image = ImageId.random();
        byte[] poison = "{not json".getBytes(UTF_8);
        kafka.send(new ProducerRecord<>(Topic.IMAGE_COMMANDS.topicName(), image.toString(), poison));
        OperationId operation = OperationId.random();
        kafka.send(new DeleteImage(operation, image));

        ConsumerRecord<String, byte[]> dead = kafka.awaitDeadLetter(image.toString());

        assertThat(dead.value()).isEqualTo(poison);
        assertThat(dead.headers().lastHeader("dead-letter-reason")).isNotNull();
        kafka.await(operation, ImageDeleted.class);
    }

    @Test
    void recordsBrokenInEveryWayHoldUpNoGoodOne() {
        ImageId image = ImageId.random();
        var broken = codec.encode(Envelope.command(new DeleteImage(OperationId.random(), image), Instant.now()));
        HostileRecords.send(broker, HostileRecords.of(broken).values());
        OperationId operation = OperationId.random();

        kafka.send(new DeleteImage(operation, image));

        kafka.await(operation, ImageDeleted.class);
        given().get(management.resolve("/q/health/ready")).then().statusCode(200);
        given().get(management.resolve("/q/health/live")).then().statusCode(200);
    }

    @Test
    void aCommandThatApiServiceDidNotSignIsADeadLetterAndDoesNothing() {
        ImageId image = ImageId.random();
        OperationId operation = OperationId.random();
        var forged = codec.encode(Envelope.command(new DeleteImage(operation, image), Instant.now()));
        forged.headers().remove("toygres-mac");

        kafka.send(forged);

        ConsumerRecord<String, byte[]> dead = kafka.awaitDeadLetter(image.toString());
        assertThat(new String(dead.headers().lastHeader("dead-letter-reason").value(), UTF_8))
                .contains("toygres-mac");
        assertThat(kafka.of(operation)).isEmpty();
    }
}
