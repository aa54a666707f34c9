package io.toygres.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.local.identity.ConnectProxy;
import io.toygres.local.identity.FederatedCredential;
import io.toygres.local.identity.FederatedIssuer;
import io.toygres.local.identity.LocalEntra;
import io.toygres.local.identity.TrustedIssuer;
import io.toygres.local.platform.Checkout;
import io.toygres.local.platform.LocalAzurite;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blob Storage with the container {@code images}, and what a pod with workload identity needs to reach it. */
public final class JobBlobs implements AutoCloseable {
    /** Value for {@code blob_container_url}. */
    public static final String CONTAINER = "https://" + LocalAzurite.ACCOUNT_HOST + "/images";

    /** The directory and the application that pods log in with, as service account {@code toygres-managed/toygres-backup}. */
    public static final String TENANT = "22222222-2222-4222-8222-222222222222";

    public static final String CLIENT = "11111111-1111-4111-8111-111111111111";
    public static final String AUTHORITY_HOST = "https://" + LocalEntra.HOST + "/";

    private static final String IDENTITY = "/toygres/identity";
    private static final String SUBJECT = "system:serviceaccount:toygres-managed:toygres-backup";

    private final FederatedIssuer cluster;
    private final Path folder;
    private final LocalAzurite azurite;
    private final LocalEntra entra;
    private final ConnectProxy proxy;

    private JobBlobs(Path folder, PrivateCa ca, FederatedIssuer cluster, TrustedIssuer trusted) {
        this.folder = folder;
        this.cluster = cluster;
        this.azurite = LocalAzurite.start(folder.resolve("azurite"), ca, "127.0.0.1", Ports.free());
        this.entra = LocalEntra.start(
                Ports.at("127.0.0.1", 0), ca, TENANT, trusted, List.of(new FederatedCredential(CLIENT, SUBJECT)));
        this.proxy = ConnectProxy.start(
                Ports.at("127.0.0.1", 0),
                Map.of(
                        LocalEntra.HOST,
                        entra.address(),
                        LocalAzurite.ACCOUNT_HOST,
                        Ports.at(azurite.address(), azurite.port())));
    }

    /** Starts it with an empty container. */
    public static JobBlobs start(Path folder) {
        FederatedIssuer cluster = new FederatedIssuer("https://cluster.test");
        return start(folder, cluster, cluster.asTrusted(), token(cluster, Duration.ofHours(1)));
    }

    /**
     * Starts it with an empty container, for the pods of a cluster that gives them their tokens itself.
     *
     * @param token one of the Jobs' service account, to read and write blobs with here
     */
    public static JobBlobs start(Path folder, TrustedIssuer cluster, String token) {
        return start(folder, new FederatedIssuer("https://cluster.test"), cluster, token);
    }

    private static JobBlobs start(Path folder, FederatedIssuer cluster, TrustedIssuer trusted, String token) {
        PrivateCa ca = PrivateCa.in(folder.resolve("ca"));
        JobBlobs blobs = new JobBlobs(folder, ca, cluster, trusted);
        try {
            Files.createDirectories(folder.resolve("identity"));
            Files.copy(ca.bundle(), blobs.authorities(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(folder.resolve("identity/token"), token);
        blobs.azcopy(new byte[0], "make", CONTAINER);
        return blobs;
    }

    /** Gives the pods a new federated token; one that has expired for a negative validity. */
    public void tokenValidFor(Duration validity) {
        write(folder.resolve("identity/token"), token(cluster, validity));
    }

    /** A file with a federated token for a process of this machine; one that has expired for a negative validity. */
    public Path tokenFile(Duration validity) {
        try {
            return write(Files.createTempFile(folder, "token", ""), token(cluster, validity));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(FederatedIssuer cluster, Duration validity) {
        return cluster.token(SUBJECT, FederatedCredential.AUDIENCE, validity);
    }

    private static Path write(Path file, String token) {
        try {
            return Files.writeString(file, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The proxy that leads pods here. */
    public String proxyUrl() {
        return proxy.url();
    }

    /** The authorities that pods must trust for it, a PEM file. */
    public Path authorities() {
        return folder.resolve("identity/ca.pem");
    }

    /** The pod with the token and the certificates that {@link #environment} names. */
    public JobPod reachableFrom(JobPod pod) {
        return pod.withFolder(folder.resolve("identity"), IDENTITY);
    }

    /** What the workload-identity webhook sets in a pod, and the way to this storage. */
    public Map<String, String> environment() {
        return environment(IDENTITY);
    }

    /** The same for a process of this machine. */
    public Map<String, String> localEnvironment() {
        return environment(folder.resolve("identity").toString());
    }

    /** Ends the storage's process; pods then find nobody there. */
    public void goAway() {
        azurite.close();
    }

    public byte[] get(String path) {
        return azcopy(new byte[0], "copy", CONTAINER + "/" + path, "--from-to=BlobPipe", "--output-level=quiet");
    }

    public void put(String path, byte[] content) {
        azcopy(content, "copy", CONTAINER + "/" + path, "--from-to=PipeBlob");
    }

    @Override
    public void close() {
        proxy.close();
        entra.close();
        azurite.close();
    }

    private Map<String, String> environment(String identity) {
        return Map.of(
                "AZURE_CLIENT_ID",
                CLIENT,
                "AZURE_TENANT_ID",
                TENANT,
                "AZURE_AUTHORITY_HOST",
                AUTHORITY_HOST,
                "AZURE_FEDERATED_TOKEN_FILE",
                identity + "/token",
                "HTTPS_PROXY",
                proxy.url(),
                "SSL_CERT_FILE",
                identity + "/ca.pem");
    }

    private byte[] azcopy(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Checkout.here().azcopy().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> variables = new HashMap<>(localEnvironment());
        variables.put("AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD");
        variables.put("AZCOPY_LOG_LOCATION", folder.resolve("azcopy").toString());
        variables.put("AZCOPY_JOB_PLAN_LOCATION", folder.resolve("azcopy").toString());
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            }
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("azcopy " + arguments[0] + " failed: " + new String(output, UTF_8));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running azcopy", e);
        }
    }
}
