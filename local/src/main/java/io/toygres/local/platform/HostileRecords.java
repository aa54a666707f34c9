package io.toygres.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A good record, broken in many ways. Whoever may write to a topic can send any of them, and none may stop a consumer. */
public final class HostileRecords {

    /** As long as a broker takes it, with room for the rest of the record. */
    private static final int HUGE = 1_000_000;

    private static final int MAX_REQUEST = 8 * 1024 * 1024;

    private static final List<String> HEADERS = List.of(
            "ce_specversion",
            "ce_id",
            "ce_type",
            "ce_source",
            "ce_subject",
            "ce_time",
            "ce_sequence",
            "content-type",
            "toygres-mac",
            "traceparent");

    private final ProducerRecord<String, byte[]> good;
    private final Map<String, ProducerRecord<byte[], byte[]>> records = new LinkedHashMap<>();

    private HostileRecords(ProducerRecord<String, byte[]> good) {
        this.good = good;
        HEADERS.forEach(this::breakHeader);
        breakValues();
        breakBody();
        breakKey();
    }

    /** By what is wrong with each; all of the good record's topic and partition. */
    public static Map<String, ProducerRecord<byte[], byte[]>> of(ProducerRecord<String, byte[]> good) {
        return new HostileRecords(good).records;
    }

    /** Sends them and returns once the broker has all. */
    public static void send(String bootstrapServers, Iterable<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take a record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void breakHeader(String name) {
        add(name + " absent", without(name));
        add(name + " null", with(name, null));
        add(name + " empty", with(name, new byte[0]));
        add(name + " blank", with(name, "   ".getBytes(UTF_8)));
        add(name + " huge", with(name, filled(HUGE, 'x')));
        add(name + " of 10 KB", with(name, filled(10_000, 'x')));
        add(name + " not UTF-8", with(name, new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff}));
        add(name + " with NUL", with(name, "a\0b".getBytes(UTF_8)));
        add(name + " binary", with(name, new byte[] {0, 0, 0, 1, (byte) 0x80}));
        RecordHeaders twice = new RecordHeaders(good.headers());
        Header first = twice.lastHeader(name);
        twice.add(name, first == null ? new byte[] {'1'} : first.value());
        add(name + " twice", twice);
    }

    private void breakValues() {
        for (String time :
                List.of("yesterday", "2026-13-45T00:00:00Z", "+999999999-12-31T23:59:59Z", "-4000-01-01T00:00:00Z")) {
            add("ce_time " + time, with("ce_time", time.getBytes(UTF_8)));
        }
        for (String sequence : List.of(Long.toString(Long.MAX_VALUE), "-1", "1e3", "９", "999999999")) {
            add("ce_sequence " + sequence, with("ce_sequence", sequence.getBytes(UTF_8)));
        }
        add("ce_type of another message", with("ce_type", "toygres.nothing.v9".getBytes(UTF_8)));
        add("ce_source not a URI", with("ce_source", "billing service %%".getBytes(UTF_8)));
        add("ce_subject of another", with("ce_subject", "somebody".getBytes(UTF_8)));
        add("content-type structured", with("content-type", "application/cloudevents+json".getBytes(UTF_8)));
        RecordHeaders many = new RecordHeaders(good.headers());
        for (int i = 0; i < 5_000; i++) {
            many.add("x-" + i, new byte[] {1});
        }
        add("thousands of headers", many);
    }

    private void breakBody() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("empty", new byte[0]);
        bodies.put("null", "null".getBytes(UTF_8));
        bodies.put("not JSON", "{not json".getBytes(UTF_8));
        bodies.put("a list", "[]".getBytes(UTF_8));
        bodies.put("a number", "7".getBytes(UTF_8));
        bodies.put("not UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        bodies.put("nested deeply", "[".repeat(100_000).getBytes(UTF_8));
        bodies.put("huge", filled(HUGE, ' '));
        bodies.put("NUL", filled(100, '\0'));
        bodies.put("cut short", Arrays.copyOf(good.value(), good.value().length - 1));
        bodies.forEach((name, body) -> put("body " + name, key(), body, good.headers()));
        put("no body", key(), null, good.headers());
    }

    private void breakKey() {
        put("no key", null, good.value(), good.headers());
        put("empty key", new byte[0], good.value(), good.headers());
        put("another key", "somebody".getBytes(UTF_8), good.value(), good.headers());
        put("key not UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe}, good.value(), good.headers());
        put("huge key", filled(HUGE, 'k'), good.value(), good.headers());
    }

    private void add(String what, Headers headers) {
        put(what, key(), good.value(), headers);
    }

    private void put(String what, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        records.put(what, new ProducerRecord<>(good.topic(), good.partition(), key, value, headers));
    }

    private byte[] key() {
        return good.key().getBytes(UTF_8);
    }

    private RecordHeaders without(String name) {
        RecordHeaders headers = new RecordHeaders(good.headers());
        headers.remove(name);
        return headers;
    }

    private RecordHeaders with(String name, byte @Nullable [] value) {
        RecordHeaders headers = without(name);
        headers.add(name, value);
        return headers;
    }

    private static byte[] filled(int length, char with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }
}
