package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.contract.Command;
import io.toygres.contract.Event;
import io.toygres.contract.ImageCommand;
import io.toygres.contract.InstanceCommand;
import io.toygres.contract.Message;
import io.toygres.contract.OperationId;
import io.toygres.telemetry.TraceContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/**
 * A message with what CloudEvents calls its context.
 *
 * @param id {@code <operation id>} for the command that starts an operation, {@code <operation id>/cancel} for the one that
 *     cancels it, {@code <operation id>/<sequence>} for an event; the same id means the same message
 * @param time when the message was made, not when it was sent
 * @param sequence grows with every event of one operation; 0 for commands
 * @param traceparent the W3C trace context in which the message was made; empty outside a trace
 */
public record Envelope<M extends Message>(
        String id, Instant time, long sequence, Optional<String> traceparent, M body) {

    /** A command as api-service sends it, however often, within the current trace. */
    public static <C extends Command> Envelope<C> command(C command, Instant time) {
        return new Envelope<>(commandId(command, time), time, 0, TraceContext.current(), command);
    }

    /** An event, the {@code sequence}th of its operation. */
    public static <E extends Event> Envelope<E> event(
            E event, long sequence, Instant time, Optional<String> traceparent) {
        return new Envelope<>(event.operationId() + "/" + sequence, time, sequence, traceparent, event);
    }

    /** SHA-256 of what the message says: equal for one that is sent again, whenever and in whatever trace. */
    byte[] contentHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((MessageType.of(body).typeName() + "\n" + sequence + "\n").getBytes(UTF_8));
            return digest.digest(MessageBody.write(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Id of the command that starts the operation. */
    public static String startId(OperationId operation) {
        return operation.toString();
    }

    private static String commandId(Command command, Instant time) {
        return switch (command) {
            case ImageCommand.CancelImageOperation cancel -> cancel.operationId() + "/cancel";
            case InstanceCommand.CancelInstanceOperation cancel -> cancel.operationId() + "/cancel";
            case ImageCommand.AbandonImageOperation abandon -> abandon.operationId() + "/abandon";
            case InstanceCommand.AbandonInstanceOperation abandon -> abandon.operationId() + "/abandon";
            // Each is a question of its own, which wants an answer however often the same one was asked before.
            case ImageCommand.ReportImageOperation report -> report.operationId() + "/report/" + time.toEpochMilli();
            case InstanceCommand.ReportInstanceOperation report ->
                report.operationId() + "/report/" + time.toEpochMilli();
            case ImageCommand start -> startId(start.operationId());
            case InstanceCommand start -> startId(start.operationId());
        };
    }
}
