package io.toygres.api.key;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.audit.Audit;
import io.toygres.api.key.KeyReport.RotationView;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.secret.Keyring;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
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
    private final RotationStore rotations;
    private final Keyring keyring;
    private final CurrentCaller caller;
    private final Audit audit;
    private final Clock clock;

    KeyResource(
            Database database,
            KeyUses uses,
            RotationStore rotations,
            Keyring keyring,
            CurrentCaller caller,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.uses = uses;
        this.rotations = rotations;
        this.keyring = keyring;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
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
            rotations.lock(tx);
            return begin(tx);
        });
    }

    private RotationView begin(Tx tx) {
        String newest = keyring.newest();
        rotations.latest(tx).filter(last -> last.superseded().contains(newest)).ifPresent(last -> {
            throw new ProblemException(
                    ProblemCode.KEYRING_OUTDATED,
                    "It encrypts with " + newest + ", and the last rotation was to " + last.keyId() + ".");
        });
        List<String> others = keyring.keyIds().stream()
                .filter(id -> !id.equals(newest))
                .sorted()
                .toList();
        var rotation = rotations.start(tx, newest, others, caller.get().name(), clock.instant());
        audit.done(tx, newest, null);
        return uses.view(tx, rotation);
    }
}
