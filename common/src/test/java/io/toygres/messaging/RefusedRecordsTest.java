package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.ImageCommand;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.local.platform.HostileRecords;
import io.toygres.secret.MacKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a consumer never gets to see: records without what they need, signed by nobody, or broken. */
class RefusedRecordsTest {

    private final MessageCodec codec = TestCodec.named("test-service");

    @ParameterizedTest
    @ValueSource(
            strings = {"ce_specversion", "ce_id", "ce_type", "ce_subject", "ce_time", "ce_sequence", "content-type"})
    void refusesARecordWithoutAHeader(String header) throws IOException {
        ConsumerRecord<String, byte[]> record =
                Fixtures.received(MessageType.DELETE_IMAGE, Fixtures.read("toygres.image.delete.v1"));
        record.headers().remove(header);

        assertThatThrownBy(() -> codec.decode(record))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining(header);
    }

    @Test
    void refusesAMessageOfAnotherKindThanTheTopicCarries() throws IOException {
        ConsumerRecord<String, byte[]> event =
                Fixtures.received(MessageType.IMAGE_DELETED, Fixtures.read("toygres.image.deleted.v1"));

        assertThatThrownBy(() -> codec.decode(event, ImageCommand.class))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("toygres.image.deleted.v1");
    }

    @Test
    void refusesGarbageAndTombstones() throws IOException {
        ConsumerRecord<String, byte[]> good =
                Fixtures.received(MessageType.DELETE_IMAGE, Fixtures.read("toygres.image.delete.v1"));

        assertThatThrownBy(() -> codec.decode(Fixtures.with(good, "not json".getBytes(UTF_8))))
                .isInstanceOf(RefusedMessageException.class);
        assertThatThrownBy(() -> codec.decode(Fixtures.with(good, "null".getBytes(UTF_8))))
                .isInstanceOf(RefusedMessageException.class);
        assertThatThrownBy(() -> codec.decode(Fixtures.with(good, null))).isInstanceOf(RefusedMessageException.class);
    }

    @Test
    void refusesACommandThatIsNotSignedOrWasChangedMovedOrSentAgainAsAnother() throws IOException {
        ConsumerRecord<String, byte[]> good =
                Fixtures.received(MessageType.DELETE_IMAGE, Fixtures.read("toygres.image.delete.v1"));
        Map<String, String> changes =
                Map.of("toygres-mac", "k1:" + "A".repeat(43) + "=", "ce_id", "id-2", "ce_time", "2026-01-02T03:04:06Z");

        changes.forEach((header, value) -> {
            ConsumerRecord<String, byte[]> changed = Fixtures.with(good, good.value());
            Headers headers = changed.headers();
            byte[] before = headers.lastHeader(header).value();
            headers.remove(header).add(header, value.getBytes(UTF_8));
            assertNotSigned(changed);
            headers.remove(header).add(header, before);
        });
        assertNotSigned(Fixtures.with(good, (new String(good.value(), UTF_8) + " ").getBytes(UTF_8)));
        assertThat(codec.decode(good).id()).isEqualTo("id-1");
    }

    @Test
    void refusesACommandThatAnotherKeySigned() throws IOException {
        var other = new MessageCodec("other", new CommandMac(MacKeys.of("k1", new byte[] {1})));
        var body = new DeleteImage(OperationId.random(), ImageId.random());

        assertNotSigned(Fixtures.received(other.encode(Envelope.command(body, Instant.now()))));
    }

    private void assertNotSigned(ConsumerRecord<String, byte[]> record) {
        assertThatThrownBy(() -> codec.decode(record))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("toygres-mac");
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE_IMAGE", "IMAGE_DELETED"})
    void refusesWhateverIsBrokenAndSaysWhatInPlainWords(MessageType type) throws IOException {
        ConsumerRecord<String, byte[]> good = Fixtures.received(type, Fixtures.read(type.typeName()));
        var sent = new ProducerRecord<>(good.topic(), 0, good.key(), good.value(), good.headers());
        Set<String> harmless = Set.of("ce_source not a URI");
        boolean isCommand = type == MessageType.DELETE_IMAGE;

        HostileRecords.of(sent).forEach((what, hostile) -> {
            if (harmless.contains(what) || (what.startsWith("traceparent") && !what.contains("huge"))) {
                assertThat(codec.decode(received(hostile)).traceparent())
                        .as(what)
                        .isEmpty();
            } else if (isCommand || !(what.equals("ce_sequence 999999999") || what.startsWith("toygres-mac"))) {
                assertThatThrownBy(() -> codec.decode(received(hostile)))
                        .as(what)
                        .isInstanceOf(RefusedMessageException.class)
                        .message()
                        .hasSizeLessThan(600)
                        .doesNotContain("io.toygres", "java.", "Exception", "com.fasterxml");
            }
        });
    }

    private static ConsumerRecord<Bytes, byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        Bytes key = sent.key() == null ? null : Bytes.wrap(sent.key());
        return Fixtures.received(
                new ProducerRecord<>(sent.topic(), sent.partition(), key, sent.value(), sent.headers()));
    }
}
