package io.toygres.api.image;

import io.toygres.api.access.Access;
import io.toygres.api.access.Quota;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStatus;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStatus;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.cms.Metadata;
import io.toygres.api.cms.MetadataRequest;
import io.toygres.api.command.Accepted;
import io.toygres.api.operation.Dispatch;
import io.toygres.api.operation.NameTakeover;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationType;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.Comparison;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.ImageListing;
import io.toygres.contract.ImageCommand.SourceInstance;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.database.DatabaseException;
import io.toygres.database.Tx;
import io.toygres.secret.Keyring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;

/** Adds the row of a new image and starts its backup. */
@ApplicationScoped
class Backup {

    private final InstanceStore instances;
    private final ImageStore images;
    private final ImageRemoval removal;
    private final NameTakeover takeover;
    private final Dispatch dispatch;
    private final Keyring keyring;
    private final Clock clock;

    Backup(
            InstanceStore instances,
            ImageStore images,
            ImageRemoval removal,
            NameTakeover takeover,
            Dispatch dispatch,
            Keyring keyring,
            Clock clock) {
        this.instances = instances;
        this.images = images;
        this.removal = removal;
        this.takeover = takeover;
        this.dispatch = dispatch;
        this.keyring = keyring;
        this.clock = clock;
    }

    /**
     * Waits for the database once, unless it replaces a failed image: all that it writes travels with the commit, which fails when the name is taken.
     *
     * @param access the caller's
     * @throws ProblemException INSTANCE_NOT_FOUND or INSTANCE_NOT_RUNNING
     */
    Accepted start(Tx tx, Access access, CreateImageRequest request) {
        InstanceRecord instance = running(tx, access, new InstanceId(Objects.requireNonNull(request.instanceId())));
        ImageRecord image = reserve(tx, request, instance);
        OperationId operation = OperationId.random();
        dispatch.start(
                tx,
                OperationRecord.pending(
                        operation,
                        image.project(),
                        OperationType.CREATE_IMAGE,
                        instance.id(),
                        image.id(),
                        image.createdAt()),
                new CreateImage(
                        operation,
                        image.id(),
                        image.kind(),
                        image.databases(),
                        source(instance),
                        request.comparison(),
                        listing(image)));
        takeover.won(tx, operation, OperationType.CREATE_IMAGE, image.replaces(), image.createdAt());
        return new Accepted(operation, ImageView.of(image));
    }

    /** The instance, held so that it can't be deleted before the operation that reads it is there. */
    private InstanceRecord running(Tx tx, Access access, InstanceId id) {
        InstanceRecord instance = instances
                .hold(tx, access, id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.INSTANCE_NOT_FOUND, "instance_id", "There is no instance " + id + "."));
        if (instance.status() != InstanceStatus.RUNNING) {
            throw new ProblemException(
                    ProblemCode.INSTANCE_NOT_RUNNING,
                    "instance_id",
                    "Instance " + instance.spec().name() + " is "
                            + instance.status().wireName() + ".");
        }
        return instance;
    }

    private ImageRecord reserve(Tx tx, CreateImageRequest request, InstanceRecord instance) {
        ImageId id = ImageId.random();
        String name = Objects.requireNonNull(request.name());
        InstanceSpec spec = instance.spec();
        ImageRecord image = new ImageRecord(
                id,
                name,
                instance.project(),
                new Metadata(request.description(), MetadataRequest.copy(request.labels()), false),
                request.imageKind(),
                ImageStatus.CREATING,
                new ImageRecord.Source(
                        spec.instanceId(), spec.imageType(), spec.postgresVersion(), spec.storageSizeGb()),
                request.databaseNames(),
                Objects.requireNonNullElse(request.comparison(), Comparison.COUNTS),
                passwordFor(id, instance),
                null,
                null,
                null,
                request.replacesFailed()
                        ? removal.freeName(tx, instance.project(), name, id).orElse(null)
                        : null,
                null,
                clock.instant(),
                "");
        images.insert(tx, image);
        return image;
    }

    /** What the failure of a transaction that {@link #start} ran in means to who sent the request. */
    static RuntimeException refusal(CreateImageRequest request, DatabaseException failure) {
        if (Quota.isReached(failure)) {
            return Quota.refusal();
        }
        return ImageStore.isNameTaken(failure)
                ? new ProblemException(
                        ProblemCode.IMAGE_NAME_TAKEN, "name", "There is an image named " + request.name() + ".")
                : failure;
    }

    /** The instance's password, encrypted anew: a ciphertext only decrypts for the id it was made for. */
    private EncryptedSecret passwordFor(ImageId image, InstanceRecord instance) {
        EncryptedSecret password = Objects.requireNonNull(instance.password());
        return keyring.encrypt(keyring.decrypt(password, instance.id().value()), image.value());
    }

    private static SourceInstance source(InstanceRecord instance) {
        InstanceSpec spec = instance.spec();
        return new SourceInstance(spec.instanceId(), spec.name(), spec.imageType(), spec.postgresVersion());
    }

    private static ImageListing listing(ImageRecord image) {
        return new ImageListing(
                image.name(),
                image.metadata().description(),
                image.source().storageSizeGb(),
                Objects.requireNonNull(image.password()));
    }
}
