package io.toygres.api.instance;

import io.toygres.api.access.Access;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStatus;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.command.Accepted;
import io.toygres.api.operation.Dispatch;
import io.toygres.api.operation.NameTakeover;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationType;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.Comparison;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.InstanceCommand.ImageReference;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.OperationId;
import io.toygres.contract.Tolerance;
import io.toygres.database.Tx;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds the row of a new instance and starts its restore. Type, version and password are the image's. */
@ApplicationScoped
class Restore {

    private final ImageStore images;
    private final Reservation reservation;
    private final NameTakeover takeover;
    private final Dispatch dispatch;
    private final Keyring keyring;

    Restore(ImageStore images, Reservation reservation, NameTakeover takeover, Dispatch dispatch, Keyring keyring) {
        this.images = images;
        this.reservation = reservation;
        this.takeover = takeover;
        this.dispatch = dispatch;
        this.keyring = keyring;
    }

    /** @throws ProblemException IMAGE_NOT_FOUND, IMAGE_DELETED, IMAGE_NOT_AVAILABLE, IMAGE_WITHOUT_HASHES, NOT_OF_PHYSICAL_IMAGES, OTHER_PROJECT, STORAGE_TOO_SMALL, INSTANCE_NAME_TAKEN or DNS_LABEL_TAKEN */
    Accepted start(Tx tx, Access access, CreateInstanceRequest request, ImageId imageId) {
        ImageRecord image = available(tx, access, imageId);
        refuseOtherProject(request, image);
        Reservation.Choice choice = new Reservation.Choice(
                image.source().imageType(), image.source().postgresVersion(), storage(request, image));
        Secret password = keyring.decrypt(Objects.requireNonNull(image.password()), imageId.value());
        InstanceRecord instance = reservation.reserve(tx, image.project(), request, choice, password, imageId);
        OperationId operation = OperationId.random();
        dispatch.start(
                tx,
                OperationRecord.pending(
                        operation,
                        image.project(),
                        OperationType.RESTORE_INSTANCE,
                        instance.id(),
                        imageId,
                        instance.createdAt()),
                new RestoreInstance(
                        operation,
                        instance.spec(),
                        Objects.requireNonNull(instance.password()),
                        new ImageReference(
                                imageId, Objects.requireNonNull(image.content()).checksum(), kind(image)),
                        tolerance(request, image),
                        comparison(request, image)));
        takeover.won(tx, operation, OperationType.RESTORE_INSTANCE, instance.replaces(), instance.createdAt());
        return new Accepted(operation, InstanceView.of(instance));
    }

    /** The image, held so that it can't be deleted before the operation that pins it is there. */
    private ImageRecord available(Tx tx, Access access, ImageId id) {
        ImageRecord image = images.hold(tx, access, id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.IMAGE_NOT_FOUND, "source_image_id", "There is no image " + id + "."));
        if (image.isKept()) {
            throw new ProblemException(
                    ProblemCode.IMAGE_DELETED, "source_image_id", "Image " + image.name() + " is deleted.");
        }
        if (image.status() != ImageStatus.AVAILABLE) {
            throw new ProblemException(
                    ProblemCode.IMAGE_NOT_AVAILABLE,
                    "source_image_id",
                    "Image " + image.name() + " is " + image.status().wireName() + ".");
        }
        return image;
    }

    private static void refuseOtherProject(CreateInstanceRequest request, ImageRecord image) {
        if (request.project() != null && !request.project().equals(image.project())) {
            throw new ProblemException(
                    ProblemCode.OTHER_PROJECT, "project", "The image belongs to project " + image.project() + ".");
        }
    }

    private static @Nullable Tolerance tolerance(CreateInstanceRequest request, ImageRecord image) {
        String name = request.tolerance();
        if (name == null) {
            return null;
        }
        Tolerance wanted = Tolerance.parse(name);
        if (wanted == Tolerance.REPORT && image.kind() == ImageKind.PHYSICAL) {
            throw new ProblemException(
                    ProblemCode.NOT_OF_PHYSICAL_IMAGES,
                    "tolerance",
                    "Image " + image.name() + " is physical: its files are what they were, or the restore fails.");
        }
        return wanted;
    }

    /** Of a logical image, nothing is said: a worker of an earlier release knows no other. */
    private static @Nullable ImageKind kind(ImageRecord image) {
        return image.kind() == ImageKind.LOGICAL ? null : image.kind();
    }

    private static @Nullable Comparison comparison(CreateInstanceRequest request, ImageRecord image) {
        String name = request.compare();
        if (name == null) {
            return null;
        }
        Comparison wanted = Comparison.parse(name);
        if (wanted == Comparison.CONTENTS && image.compare() != Comparison.CONTENTS) {
            throw new ProblemException(
                    ProblemCode.IMAGE_WITHOUT_HASHES,
                    "compare",
                    "Image " + image.name() + " was made without hashes of its tables' rows.");
        }
        return wanted;
    }

    private static int storage(CreateInstanceRequest request, ImageRecord image) {
        int source = image.source().storageSizeGb();
        int storage = Objects.requireNonNullElse(request.storageSizeGb(), source);
        if (storage < source) {
            throw new ProblemException(
                    ProblemCode.STORAGE_TOO_SMALL,
                    "storage_size_gb",
                    "The image's source had " + source + " GiB, and " + storage + " may not hold its data.");
        }
        return storage;
    }
}
