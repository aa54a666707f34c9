package io.toygres.api.instance;

import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Quota;
import io.toygres.api.access.Role;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.command.Accepted;
import io.toygres.api.command.Answer;
import io.toygres.api.command.Commands;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.database.DatabaseException;
import io.toygres.database.Tx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked of instances, over HTTP or Kafka, by the current caller. */
@ApplicationScoped
@RolesAllowed(Role.OPERATORS)
public class InstanceRequests {

    private final CurrentCaller caller;
    private final Creation creation;
    private final Restore restore;
    private final InstanceDeletion deletion;
    private final Commands commands;

    InstanceRequests(
            CurrentCaller caller, Creation creation, Restore restore, InstanceDeletion deletion, Commands commands) {
        this.caller = caller;
        this.creation = creation;
        this.restore = restore;
        this.deletion = deletion;
        this.commands = commands;
    }

    /**
     * @param key the client's Idempotency-Key; null for none
     * @param sent by which a repetition is known
     * @param request the same, valid, with what was made for it
     * @throws ProblemException as {@code POST /api/instances} is refused
     */
    public Answer create(@Nullable String key, CreateInstanceRequest sent, CreateInstanceRequest request) {
        try {
            return commands.run(key, List.of("create instance", sent), tx -> start(tx, request));
        } catch (DatabaseException e) {
            throw refusal(request, e);
        }
    }

    /**
     * @param ifMatch the version that is to be deleted, as an ETag; null for whichever there is
     * @throws ProblemException as {@code DELETE /api/instances/{id}} is refused
     */
    public Answer delete(@Nullable String key, InstanceId instance, @Nullable String ifMatch) {
        return commands.run(
                key, List.of("delete", instance), tx -> deletion.start(tx, caller.access(), instance, ifMatch));
    }

    Accepted start(Tx tx, CreateInstanceRequest request) {
        UUID image = request.sourceImageId();
        return image == null
                ? creation.start(tx, caller.project(request.project()), request)
                : restore.start(tx, caller.access(), request, new ImageId(image));
    }

    /** What the failure of a transaction that {@link #start} ran in means to who sent the request. */
    static RuntimeException refusal(CreateInstanceRequest request, DatabaseException failure) {
        if (Quota.isReached(failure)) {
            return Quota.refusal();
        }
        return InstanceStore.isProjectUnknown(failure)
                ? CurrentCaller.unknownProject(String.valueOf(request.project()))
                : failure;
    }
}
