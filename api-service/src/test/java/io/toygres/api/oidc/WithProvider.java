package io.toygres.api.oidc;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.toygres.local.process.Ports;
import java.util.Map;

/** The service with an issuer whose tokens it takes, configured as for Entra ID. */
public final class WithProvider implements QuarkusTestProfile {

    static final String AUDIENCE = "api://toygres";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "toygres.oidc.issuer",
                "http://127.0.0.1:" + Ports.free() + "/tenant/v2.0",
                "toygres.oidc.audience",
                AUDIENCE,
                "toygres.oidc.subject-claim",
                "oid",
                "toygres.oidc.grants",
                "Toygres.Admin=admin,Toygres.Reader=viewer,5e1d=operator,5e1d=project:default,77aa=project:payments");
    }
}
