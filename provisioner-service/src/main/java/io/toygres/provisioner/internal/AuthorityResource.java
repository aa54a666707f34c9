package io.toygres.provisioner.internal;

import io.toygres.internal.InternalEndpoint;
import io.toygres.provisioner.authority.InstallationAuthority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The certificates of the CA, for api-service to hand out. */
@Path("/internal/ca.pem")
@InternalEndpoint
public final class AuthorityResource {

    /** RFC 8555, section 9.1. */
    private static final String PEM = "application/pem-certificate-chain";

    private final InstallationAuthority authority;

    AuthorityResource(InstallationAuthority authority) {
        this.authority = authority;
    }

    @GET
    @Produces(PEM)
    public String read() {
        return authority.current().trustedPem();
    }
}
