package io.toygres.api.instance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.audit.Audit;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.cms.MetadataRequest;
import io.toygres.api.http.AnswersTag;
import io.toygres.api.http.EntityTags;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code PATCH /api/instances/{id}}. */
@Path("/api/instances")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "instances")
public class ChangeInstanceResource {

    private final Database database;
    private final CurrentCaller caller;
    private final Audit audit;
    private final InstanceStore instances;
    private final Clock clock;

    ChangeInstanceResource(Database database, CurrentCaller caller, Audit audit, InstanceStore instances, Clock clock) {
        this.database = database;
        this.caller = caller;
        this.audit = audit;
        this.instances = instances;
        this.clock = clock;
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeInstance",
            summary = "Change the description, the labels or the protection of an instance")
    @Refuses(ProblemCode.INSTANCE_NOT_FOUND)
    @AnswersTag("For If-Match of the next change")
    public RestResponse<InstanceView> change(
            @PathParam("id") UUID id,
            @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable MetadataRequest body) {
        MetadataRequest request = RequiredBody.of(body);
        return InstanceResource.answer(change(new InstanceId(id), ifMatch, request));
    }

    private InstanceRecord change(InstanceId id, @Nullable String ifMatch, MetadataRequest request) {
        return database.inTransaction(tx -> {
            InstanceRecord found =
                    instances.lock(tx, caller.access(), id).orElseThrow(() -> InstanceResource.unknown(id));
            EntityTags.require(ifMatch, found.version());
            audit.done(tx, null, found.project());
            instances.describe(tx, id, request.applyTo(found.metadata()), clock.instant());
            return instances.find(tx, caller.access(), id).orElseThrow();
        });
    }
}
