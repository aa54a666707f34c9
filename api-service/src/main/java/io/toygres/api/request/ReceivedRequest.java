package io.toygres.api.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.api.http.BodyLimit;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.messaging.CloudEventHeaders;
import io.toygres.messaging.RefusedMessageException;
import io.toygres.telemetry.TraceContext;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/**
 * A record of {@code toygres.requests} that has an id, so that it can be answered.
 *
 * @param id chosen by its sender, who knows the answer by it
 * @param place in the topic, such as {@code 3-4711}: each record gets an answer of its own
 */
record ReceivedRequest(UUID id, CloudEventHeaders headers, Bytes body, String place) {

    /** Begins what is signed, so that no signature of another purpose is one of these. */
    private static final String PURPOSE = "toygres.requests.v1";

    /** What is signed, in this order, each followed by a line feed, which no header can have; the body comes last. */
    private static final List<String> SIGNED = List.of(
            CloudEventHeaders.TOKEN,
            CloudEventHeaders.ID,
            CloudEventHeaders.SOURCE,
            CloudEventHeaders.TYPE,
            CloudEventHeaders.TIME);

    /** @throws RefusedMessageException when its headers can't be read, or have no id */
    static ReceivedRequest of(ConsumerRecord<?, byte[]> record) {
        var headers = CloudEventHeaders.of(record.headers());
        UUID id = uuid(headers.require(CloudEventHeaders.ID))
                .orElseThrow(() -> new RefusedMessageException("header ce_id is not a UUID"));
        Bytes body = Bytes.wrap(record.value() == null ? new byte[0] : record.value());
        return new ReceivedRequest(id, headers, body, record.partition() + "-" + record.offset());
    }

    /** @throws ProblemException INVALID_PARAMETER when it is missing */
    String header(String name) {
        return headers.get(name)
                .orElseThrow(() -> new ProblemException(ProblemCode.INVALID_PARAMETER, name, "Send this header."));
    }

    /** @throws ProblemException INVALID_PARAMETER */
    UUID token() {
        return uuid(header(CloudEventHeaders.TOKEN))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.INVALID_PARAMETER, CloudEventHeaders.TOKEN, "Send the id of the token, a UUID."));
    }

    /** As it was sent. */
    Optional<String> signatureText() {
        return headers.get(CloudEventHeaders.SIGNATURE);
    }

    /**
     * The bytes, since several texts stand for the same ones.
     *
     * @throws ProblemException INVALID_PARAMETER when it is missing or not base64
     */
    byte[] signature() {
        try {
            return Base64.getDecoder().decode(header(CloudEventHeaders.SIGNATURE));
        } catch (IllegalArgumentException _) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, CloudEventHeaders.SIGNATURE, "Send base64.");
        }
    }

    Optional<String> traceparent() {
        return headers.get(TraceContext.HEADER);
    }

    /** @throws ProblemException INVALID_PARAMETER when a part is missing, or PAYLOAD_TOO_LARGE */
    byte[] signed() {
        int length = body.get().length;
        if (length > BodyLimit.LARGEST_BODY) {
            throw new ProblemException(ProblemCode.PAYLOAD_TOO_LARGE, "The body has " + length + " bytes.");
        }
        var text = new StringBuilder(PURPOSE).append('\n');
        SIGNED.forEach(name -> text.append(header(name)).append('\n'));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.toString().getBytes(UTF_8));
        bytes.writeBytes(body.get());
        return bytes.toByteArray();
    }

    /** Only in its usual form, so that there is one text for each. */
    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
