package io.toygres.api.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.Command;
import io.toygres.contract.Event;
import io.toygres.contract.ImageCommand.AbandonImageOperation;
import io.toygres.contract.ImageCommand.CancelImageOperation;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageCommand.ReportImageOperation;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.ImageId;
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
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.messaging.Json;
import java.util.Locale;
import java.util.UUID;

/** What an operation does to its subject. */
public enum OperationType {
    CREATE_INSTANCE,
    /** Creates an instance from an image; while it is unfinished, the image is pinned. */
    RESTORE_INSTANCE,
    DELETE_INSTANCE,
    /** Backs an instance up; while it is unfinished, the instance can't be deleted. */
    CREATE_IMAGE,
    DELETE_IMAGE;

    /** What a list can be filtered by: each in the form used in JSON, as a pattern. */
    static final String LISTED = "^(create_instance|restore_instance|delete_instance|create_image|delete_image)$";

    /** What another is answered with. */
    static final String REMEDY =
            "Send one of create_instance, restore_instance, delete_instance, create_image, delete_image.";

    /** The form used in JSON and SQL. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True when the operation's subject is an image, false when it is an instance. */
    boolean isOfImage() {
        return switch (this) {
            case CREATE_IMAGE, DELETE_IMAGE -> true;
            case CREATE_INSTANCE, RESTORE_INSTANCE, DELETE_INSTANCE -> false;
        };
    }

    public boolean isDeletion() {
        return this == DELETE_INSTANCE || this == DELETE_IMAGE;
    }

    /** Reads the command that starts an operation of this type from the JSON in its row. */
    Command readCommand(String json) {
        try {
            return Json.mapper().readValue(json, commandType());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the command of a " + wireName() + " operation is unreadable", e);
        }
    }

    /** The command that cancels an operation of this type. */
    Command cancelCommand(OperationId id, UUID subject) {
        return isOfImage()
                ? new CancelImageOperation(id, new ImageId(subject))
                : new CancelInstanceOperation(id, new InstanceId(subject));
    }

    /** The command that ends the undo of an operation of this type. */
    Command abandonCommand(OperationId id, UUID subject) {
        return isOfImage()
                ? new AbandonImageOperation(id, new ImageId(subject))
                : new AbandonInstanceOperation(id, new InstanceId(subject));
    }

    /** The command that asks after an operation of this type of which the events up to {@code heard} were applied. */
    Command reportCommand(OperationId id, UUID subject, long heard) {
        return isOfImage()
                ? new ReportImageOperation(id, new ImageId(subject), heard)
                : new ReportInstanceOperation(id, new InstanceId(subject), heard);
    }

    private Class<? extends Command> commandType() {
        return switch (this) {
            case CREATE_INSTANCE -> CreateInstance.class;
            case RESTORE_INSTANCE -> RestoreInstance.class;
            case DELETE_INSTANCE -> DeleteInstance.class;
            case CREATE_IMAGE -> CreateImage.class;
            case DELETE_IMAGE -> DeleteImage.class;
        };
    }

    /** False for an event that an operation of this type never reports. */
    boolean reports(Event event) {
        return switch (event) {
            case ImageAvailable _ -> this == CREATE_IMAGE;
            case ImageDeleted _ -> this == DELETE_IMAGE;
            case ImageProgressed _, ImageFailed _ -> isOfImage();
            case InstanceRunning _ -> this == CREATE_INSTANCE || this == RESTORE_INSTANCE;
            case InstanceDeleted _ -> this == DELETE_INSTANCE;
            case InstanceProgressed _, InstanceFailed _ -> !isOfImage();
        };
    }
}
