package io.toygres.local.up;

import io.toygres.local.identity.ConnectProxy;
import io.toygres.local.identity.LocalEntra;
import io.toygres.local.platform.LocalAzurite;
import io.toygres.local.platform.ServerCertificate;
import io.toygres.local.process.Ports;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What a system that keeps its images in Azurite needs of Azure besides, as a container of docker-compose.yml and k8s/overlays/kind:
 * Entra ID, and the proxy that leads to it and to Azurite under their names in Azure. It believes the service accounts of the
 * cluster that {@code KUBECONFIG} names or that it is a pod of.
 *
 * <p>Variables: {@code LISTEN} (such as {@code 0.0.0.0:3128}, the proxy), {@code BLOB_ADDRESS} (such as {@code azurite:10000}),
 * {@code CERTIFICATE_FILE} and {@code KEY_FILE} (PEM, for login.microsoftonline.com), and {@code TOKEN_FILE} where image-service runs
 * outside the cluster: its federated token is kept fresh there.
 */
public final class AzureStandIn {
    private AzureStandIn() {}

    public static void main(String... arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        try (Stack started = new Stack()) {
            ClusterClient cluster = started.push(new ClusterClient());
            LocalEntra entra = started.push(LocalEntra.start(
                    Ports.at("127.0.0.1", 0),
                    new ServerCertificate(
                            Path.of(required("KEY_FILE", environment)),
                            Path.of(required("CERTIFICATE_FILE", environment))),
                    LocalAzure.TENANT_ID,
                    cluster.tokenIssuer(),
                    LocalAzure.CREDENTIALS));
            Optional.ofNullable(environment.get("TOKEN_FILE"))
                    .ifPresent(file -> started.push(new WorkloadToken(cluster, Path.of(file))));
            InetSocketAddress listen = address(required("LISTEN", environment));
            started.push(ConnectProxy.start(
                    Ports.at(listen.getHostString(), listen.getPort()),
                    Map.of(
                            LocalEntra.HOST,
                            entra.address(),
                            LocalAzurite.ACCOUNT_HOST,
                            address(required("BLOB_ADDRESS", environment)))));
            Progress.say("ready");
            new CountDownLatch(1).await();
        }
    }

    /** Not looked up: what is behind a name may change. */
    private static InetSocketAddress address(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not <host>:<port>");
        }
        return InetSocketAddress.createUnresolved(parts[0], Integer.parseInt(parts[1]));
    }

    private static String required(String variable, Map<String, String> environment) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(variable + " is not set; what it is says the Javadoc of this class");
        }
        return value;
    }
}
