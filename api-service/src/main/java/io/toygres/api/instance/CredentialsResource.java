package io.toygres.api.instance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import io.toygres.secret.Keyring;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/instances/{id}/credentials}. */
@Path("/api/instances/{id}/credentials")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "instances")
public class CredentialsResource {

    private final Database database;
    private final InstanceStore instances;
    private final CurrentCaller caller;
    private final Keyring keyring;

    CredentialsResource(Database database, InstanceStore instances, CurrentCaller caller, Keyring keyring) {
        this.database = database;
        this.instances = instances;
        this.caller = caller;
        this.keyring = keyring;
    }

    @GET
    @Refuses({ProblemCode.INSTANCE_NOT_FOUND, ProblemCode.CREDENTIALS_NOT_FOUND})
    @Operation(
            operationId = "readInstanceCredentials",
            summary = "Read the name and the password to connect with",
            description = "As they were when the instance was made; what was changed in the server since is not known"
                    + " here.")
    public Credentials read(@PathParam("id") UUID id) {
        InstanceId instance = new InstanceId(id);
        InstanceRecord found = database.withConnection(tx -> instances.find(tx, caller.access(), instance))
                .orElseThrow(() -> InstanceResource.unknown(instance));
        if (found.password() == null) {
            throw new ProblemException(
                    ProblemCode.CREDENTIALS_NOT_FOUND,
                    "Instance " + found.spec().name() + " is " + found.status().wireName() + ".");
        }
        InstanceRecord.Address address = found.address();
        return new Credentials(
                "postgres",
                keyring.decrypt(found.password(), id).reveal(),
                address == null ? null : address.host(),
                address == null ? null : address.port());
    }

    /** @param host null until it has run */
    @Schema(description = "What to connect with")
    public record Credentials(
            String username,
            String password,
            @Nullable String host,
            @Nullable Integer port) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Credentials[username=" + username + "]";
        }
    }
}
