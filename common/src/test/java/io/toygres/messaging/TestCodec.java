package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.secret.MacKeys;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A codec with a key that every test knows. */
public final class TestCodec {

    private static final int KEY_BYTES = 32;
    private static final CommandMac MAC = new CommandMac(MacKeys.of("k1", new byte[KEY_BYTES]));

    private TestCodec() {}

    public static MessageCodec named(String source) {
        return new MessageCodec(source, MAC);
    }

    /** The record with the code that its body needs, if it is a command. */
    static ConsumerRecord<String, byte[]> signed(ConsumerRecord<String, byte[]> record) {
        if (record.headers().lastHeader(CloudEventHeaders.MAC) != null) {
            var headers = CloudEventHeaders.of(record.headers());
            String code = MAC.sign(record.topic(), record.key(), headers, record.value());
            record.headers().remove(CloudEventHeaders.MAC).add(CloudEventHeaders.MAC, code.getBytes(UTF_8));
        }
        return record;
    }
}
