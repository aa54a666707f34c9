package io.toygres.api.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.consumer.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter.
 *
 * @param topic the topic that it was on, with {@code partition} and {@code offset} of the dead letter itself: what replays it
 * @param from partition and offset that the record had, such as {@code 3/1742}
 * @param reason why it was not applied
 * @param headers the record's own; null in a list
 * @param body as text, or in base64 behind {@code base64:} when it is none; null in a list, and when the record has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DeadLetter", description = "A record that could not be applied")
public record DeadLetterView(
        String topic,
        int partition,
        long offset,
        @Nullable String from,
        @Nullable String time,
        @Nullable String reason,
        @Nullable String key,
        @Nullable String type,
        @Nullable String id,
        @Nullable List<HeaderView> headers,
        @Nullable String body) {

    private static final int SHORT = 200;

    /** @param value as the body's */
    @Schema(name = "DeadLetterHeader")
    public record HeaderView(String name, @Nullable String value) {}

    static DeadLetterView inList(ConsumerRecord<byte[], byte[]> record) {
        return of(record, null, null);
    }

    static DeadLetterView whole(ConsumerRecord<byte[], byte[]> record) {
        List<HeaderView> headers = Stream.of(
                        DeadLetter.withoutReason(record.headers()).toArray())
                .map(header -> new HeaderView(header.key(), text(header.value())))
                .toList();
        return of(record, headers, text(record.value()));
    }

    private static DeadLetterView of(
            ConsumerRecord<byte[], byte[]> record, @Nullable List<HeaderView> headers, @Nullable String body) {
        return new DeadLetterView(
                DeadLetters.originalOf(record.topic()),
                record.partition(),
                record.offset(),
                header(record, DeadLetter.PARTITION) + "/" + header(record, DeadLetter.OFFSET),
                header(record, DeadLetter.TIME),
                header(record, DeadLetter.REASON),
                shortened(text(record.key())),
                shortened(header(record, "ce_type")),
                shortened(header(record, "ce_id")),
                headers,
                body);
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= SHORT ? text : text.substring(0, SHORT) + "…";
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "base64:" + Base64.getEncoder().encodeToString(bytes);
        }
    }
}
