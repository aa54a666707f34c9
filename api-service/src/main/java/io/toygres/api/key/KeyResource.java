package io.toygres.api.key;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.audit.Audit;
import io.toygres.api.key.KeyReport.RotationView;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/keys}. */
@Path("/api/keys")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "keys", description = "The keys that stored secrets are encrypted with")
public class KeyResource {

    private final Database database;
    private final KeyUses uses;
    private final Rotation rotation;
    private final CurrentCaller caller;
    private final Audit audit;

    KeyResource(Database database, KeyUses uses, Rotation rotation, CurrentCaller caller, Audit audit) {
        this.database = database;
        this.uses = uses;
        this.rotation = rotation;
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    @Operation(operationId = "listKeys", summary = "List the keyring's keys, and what needs each")
    public KeyReport list() {
        return uses.report();
    }

    @POST
    @Path("rotation")
    @Refuses(ProblemCode.KEYRING_OUTDATED)
    @Operation(
            operationId = "rotateKeys",
            summary = "Encrypt all that is stored with the newest key",
            description =
                    "Goes on by itself, also after a crash; GET /api/keys says how far it is. Asked again, it looks"
                            + " again for what is not encrypted with the newest key.")
    public RotationView rotate() {
        return database.inTransaction(tx -> {
            var begun = rotation.begin(tx, caller.get().name());
            audit.done(tx, begun.keyId(), null);
            return uses.view(tx, begun);
        });
    }
}
