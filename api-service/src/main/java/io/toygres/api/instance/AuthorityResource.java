package io.toygres.api.instance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Role;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import io.toygres.api.worker.WorkerAuthority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/ca.pem}. */
@Path("/api/ca.pem")
@RolesAllowed(Role.VIEWERS)
@RunOnVirtualThread
@Tag(name = "instances")
public class AuthorityResource {

    private final WorkerAuthority authority;

    AuthorityResource(WorkerAuthority authority) {
        this.authority = authority;
    }

    @GET
    @Produces(WorkerAuthority.PEM)
    @Refuses(ProblemCode.WORKER_UNAVAILABLE)
    @Operation(
            operationId = "readCertificateAuthority",
            summary = "Read the certificates of the CA that signs instances' certificates",
            description = "In PEM, for sslrootcert of a connection. While the CA is rotated there are two.")
    public String read() {
        return authority.certificates();
    }
}
