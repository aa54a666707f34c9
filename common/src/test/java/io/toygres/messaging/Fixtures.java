package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.contract.Command;
import io.toygres.contract.Message;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One JSON file per message, named after its type. */
final class Fixtures {

    private static final String SUFFIX = ".json";

    private Fixtures() {}

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name)
                    .toList();
        }
    }

    static JsonNode read(String type) throws IOException {
        return Json.mapper().readTree(Files.readString(folder().resolve(type + SUFFIX)));
    }

    /** The records that a sealed interface permits, however deep. */
    static List<Class<?>> leavesOf(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(permitted -> leavesOf(permitted).stream())
                        .<Class<?>>map(leaf -> leaf)
                        .toList()
                : List.of(type);
    }

    /** A record as its consumer sees it. */
    static <K> ConsumerRecord<K, byte[]> received(ProducerRecord<K, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers()),
                Optional.empty());
    }

    static long sequence(Message body) {
        return body instanceof Command ? 0 : 7;
    }

    /** A record of the type with another body, signed if it is a command. */
    static ConsumerRecord<String, byte[]> received(MessageType type, JsonNode body) throws IOException {
        Message whole = Json.mapper().treeToValue(read(type.typeName()), type.bodyClass());
        ProducerRecord<String, byte[]> record = TestCodec.named("test-service")
                .encode(new Envelope<>("id-1", Instant.EPOCH, sequence(whole), Optional.empty(), whole));
        byte[] value = body.toString().getBytes(UTF_8);
        return TestCodec.signed(with(received(record), value));
    }

    static ConsumerRecord<String, byte[]> with(ConsumerRecord<String, byte[]> record, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                value,
                record.headers(),
                Optional.empty());
    }

    private static Path folder() throws IOException {
        URL folder = Objects.requireNonNull(Fixtures.class.getResource("/messages"));
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
