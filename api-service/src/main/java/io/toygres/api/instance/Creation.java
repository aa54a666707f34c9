package io.toygres.api.instance;

import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.command.Accepted;
import io.toygres.api.operation.Dispatch;
import io.toygres.api.operation.NameTakeover;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationType;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import io.toygres.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Adds the row of a new, empty instance and starts its creation. */
@ApplicationScoped
class Creation {

    private static final int DEFAULT_STORAGE_GB = 10;

    private final OfferedVersions versions;
    private final Reservation reservation;
    private final NameTakeover takeover;
    private final Dispatch dispatch;

    Creation(OfferedVersions versions, Reservation reservation, NameTakeover takeover, Dispatch dispatch) {
        this.versions = versions;
        this.reservation = reservation;
        this.takeover = takeover;
        this.dispatch = dispatch;
    }

    /** @throws ProblemException POSTGRES_VERSION_NOT_OFFERED, INSTANCE_NAME_TAKEN or DNS_LABEL_TAKEN */
    Accepted start(Tx tx, String project, CreateInstanceRequest request) {
        Reservation.Choice choice = new Reservation.Choice(
                request.imageType() == null ? ImageType.STOCK : ImageType.parse(request.imageType()),
                versions.choose(request.postgresVersion()),
                Objects.requireNonNullElse(request.storageSizeGb(), DEFAULT_STORAGE_GB));
        Secret password = new Secret(Objects.requireNonNull(request.password()));
        InstanceRecord instance = reservation.reserve(tx, project, request, choice, password, null);
        OperationId operation = OperationId.random();
        dispatch.start(
                tx,
                OperationRecord.pending(
                        operation, project, OperationType.CREATE_INSTANCE, instance.id(), null, instance.createdAt()),
                new CreateInstance(operation, instance.spec(), Objects.requireNonNull(instance.password())));
        takeover.won(tx, operation, OperationType.CREATE_INSTANCE, instance.replaces(), instance.createdAt());
        return new Accepted(operation, InstanceView.of(instance));
    }
}
