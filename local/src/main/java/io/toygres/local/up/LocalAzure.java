package io.toygres.local.up;

import io.toygres.local.identity.ConnectProxy;
import io.toygres.local.identity.FederatedCredential;
import io.toygres.local.identity.LocalEntra;
import io.toygres.local.identity.TrustedIssuer;
import io.toygres.local.platform.Checkout;
import io.toygres.local.platform.LocalAzurite;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.process.Ports;
import io.toygres.local.process.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Azure as a local system sees it: one tenant with one managed identity, one storage account with one container. */
record LocalAzure(PrivateCa ca, LocalAzurite azurite, LocalEntra entra, ConnectProxy proxy, StateFolder state) {
    static final String TENANT_ID = "70796772-6573-4000-8000-74656e616e74";
    static final String CLIENT_ID = "70796772-6573-4000-8000-696d61676573";
    static final String AUTHORITY_HOST = "https://" + LocalEntra.HOST + "/";
    static final String CONTAINER_URL = "https://" + LocalAzurite.ACCOUNT_HOST + "/images";

    /** Whom Azure lets in as the managed identity: the Jobs and image-service. */
    static final List<FederatedCredential> CREDENTIALS = List.of(
            FederatedCredential.ofServiceAccount(CLIENT_ID, "toygres-managed", "toygres-backup"),
            FederatedCredential.ofServiceAccount(CLIENT_ID, "toygres-managed", "toygres-restore"),
            FederatedCredential.ofServiceAccount(CLIENT_ID, WorkloadToken.NAMESPACE, WorkloadToken.SERVICE_ACCOUNT));

    static LocalAzurite launchAzurite(Settings settings, PrivateCa ca) {
        return LocalAzurite.launch(
                settings.state().data("azurite"),
                ca,
                "127.0.0.1",
                settings.ports().of(ServerPort.AZURITE));
    }

    static LocalEntra startEntra(Settings settings, PrivateCa ca, TrustedIssuer cluster) {
        return LocalEntra.start(
                Ports.at("127.0.0.1", settings.ports().of(ServerPort.ENTRA)), ca, TENANT_ID, cluster, CREDENTIALS);
    }

    static ConnectProxy startProxy(Settings settings, String address, LocalAzurite azurite, LocalEntra entra) {
        return ConnectProxy.start(
                Ports.at(address, settings.ports().of(ServerPort.PROXY)),
                Map.of(
                        LocalEntra.HOST,
                        entra.address(),
                        LocalAzurite.ACCOUNT_HOST,
                        Ports.at(azurite.address(), azurite.port())));
    }

    /** What AKS's webhook puts into a pod of image-service. */
    Map<String, String> identityEnvironment() {
        return Map.of(
                "AZURE_TENANT_ID", TENANT_ID,
                "AZURE_CLIENT_ID", CLIENT_ID,
                "AZURE_AUTHORITY_HOST", AUTHORITY_HOST,
                "AZURE_FEDERATED_TOKEN_FILE", state.federatedToken().toString());
    }

    /** Creates the container with azcopy, which also shows that the login works. */
    void createContainer(Checkout checkout) {
        Map<String, String> environment = new HashMap<>(identityEnvironment());
        environment.put("AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD");
        environment.put("AZCOPY_LOG_LOCATION", state.data("azcopy").toString());
        environment.put("AZCOPY_JOB_PLAN_LOCATION", state.data("azcopy").toString());
        environment.put("HTTPS_PROXY", proxy.url());
        environment.put("SSL_CERT_FILE", ca.bundle().toString());
        try {
            Program.run(List.of(checkout.azcopy().toString(), "make", CONTAINER_URL), environment, "");
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).contains("already exists")) {
                throw e;
            }
        }
    }
}
