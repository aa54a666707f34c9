package io.toygres.messaging;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.toygres.contract.ImageCommand.AbandonImageOperation;
import io.toygres.contract.ImageCommand.CancelImageOperation;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageCommand.ReportImageOperation;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.InstanceCommand.AbandonInstanceOperation;
import io.toygres.contract.InstanceCommand.CancelInstanceOperation;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceCommand.ReportInstanceOperation;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.Message;
import io.toygres.contract.RequestEvent.RequestAccepted;
import io.toygres.contract.RequestEvent.RequestRejected;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The name under which each message travels, CloudEvents attribute {@code type}; the one table of names and classes. */
enum MessageType {
    CREATE_IMAGE("toygres.image.create.v1", CreateImage.class),
    DELETE_IMAGE("toygres.image.delete.v1", DeleteImage.class),
    CANCEL_IMAGE_OPERATION("toygres.image.cancel.v1", CancelImageOperation.class),
    ABANDON_IMAGE_OPERATION("toygres.image.abandon.v1", AbandonImageOperation.class),
    REPORT_IMAGE_OPERATION("toygres.image.report.v1", ReportImageOperation.class),

    IMAGE_PROGRESSED("toygres.image.progressed.v1", ImageProgressed.class),
    IMAGE_AVAILABLE("toygres.image.available.v1", ImageAvailable.class),
    IMAGE_FAILED("toygres.image.failed.v1", ImageFailed.class),
    IMAGE_DELETED("toygres.image.deleted.v1", ImageDeleted.class),

    CREATE_INSTANCE("toygres.instance.create.v1", CreateInstance.class),
    RESTORE_INSTANCE("toygres.instance.restore.v1", RestoreInstance.class),
    DELETE_INSTANCE("toygres.instance.delete.v1", DeleteInstance.class),
    CANCEL_INSTANCE_OPERATION("toygres.instance.cancel.v1", CancelInstanceOperation.class),
    ABANDON_INSTANCE_OPERATION("toygres.instance.abandon.v1", AbandonInstanceOperation.class),
    REPORT_INSTANCE_OPERATION("toygres.instance.report.v1", ReportInstanceOperation.class),

    INSTANCE_PROGRESSED("toygres.instance.progressed.v1", InstanceProgressed.class),
    INSTANCE_RUNNING("toygres.instance.running.v1", InstanceRunning.class),
    INSTANCE_FAILED("toygres.instance.failed.v1", InstanceFailed.class),
    INSTANCE_DELETED("toygres.instance.deleted.v1", InstanceDeleted.class),
    REQUEST_ACCEPTED("toygres.request.accepted.v1", RequestAccepted.class),
    REQUEST_REJECTED("toygres.request.rejected.v1", RequestRejected.class);

    private static final Map<String, MessageType> BY_NAME =
            Stream.of(values()).collect(toUnmodifiableMap(MessageType::typeName, identity()));

    private static final Map<Class<? extends Message>, MessageType> BY_CLASS =
            Stream.of(values()).collect(toUnmodifiableMap(MessageType::bodyClass, identity()));

    private final String typeName;
    private final Class<? extends Message> bodyClass;

    MessageType(String typeName, Class<? extends Message> bodyClass) {
        this.typeName = typeName;
        this.bodyClass = bodyClass;
    }

    String typeName() {
        return typeName;
    }

    Class<? extends Message> bodyClass() {
        return bodyClass;
    }

    /** Empty when no message travels under that name. */
    static Optional<MessageType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    /** @throws IllegalArgumentException when the table lacks the class, which a test rules out */
    static MessageType of(Message body) {
        MessageType type = BY_CLASS.get(body.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no message type for " + body.getClass());
        }
        return type;
    }
}
