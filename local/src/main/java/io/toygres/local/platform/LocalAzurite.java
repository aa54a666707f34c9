package io.toygres.local.platform;

import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import io.toygres.local.process.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Azurite as the Blob Storage of the account {@code devstoreaccount1}, over HTTPS. It takes bearer tokens whose issuer starts with
 * {@code https://sts.windows.net/} for the audience {@code https://storage.azure.com}; it does not check their signature.
 */
public final class LocalAzurite implements LocalServer {
    public static final String ACCOUNT_HOST = "devstoreaccount1.blob.core.windows.net";

    private final String address;
    private final int port;
    private final ChildProcess server;

    private LocalAzurite(Path folder, PrivateCa ca, String address, int port) {
        this.address = address;
        this.port = port;
        ServerCertificate certificate = ca.issue("azurite", List.of(ACCOUNT_HOST, "localhost", address));
        List<String> command = List.of(
                "node",
                "--max-old-space-size=512",
                Checkout.here().npm("azurite/dist/src/blob/main.js").toString(),
                "--blobHost",
                address,
                "--blobPort",
                String.valueOf(port),
                "--location",
                folder.resolve("data").toString(),
                "--cert",
                certificate.certificate().toString(),
                "--key",
                certificate.key().toString(),
                "--oauth",
                "basic",
                "--disableTelemetry",
                "--silent");
        Folders.create(folder.resolve("data"));
        this.server = ChildProcess.start(new Command("azurite", command, noSharedKey(), folder.resolve("azurite.log")));
    }

    /** Starts it with its blobs in {@code folder}; {@link #awaitReady()} waits until it serves. */
    public static LocalAzurite launch(Path folder, PrivateCa ca, String address, int port) {
        return new LocalAzurite(folder.toAbsolutePath(), ca, address, port);
    }

    /** As {@link #launch}, and waits until it serves. */
    public static LocalAzurite start(Path folder, PrivateCa ca, String address, int port) {
        LocalAzurite azurite = launch(folder, ca, address, port);
        azurite.awaitReady();
        return azurite;
    }

    /** Azurite's own key for the account is in its documentation: with one that nobody knows, bearer tokens are the only way in. */
    private static Map<String, String> noSharedKey() {
        String key = Base64.getEncoder().encodeToString(Secrets.random().getBytes(StandardCharsets.US_ASCII));
        return Map.of("AZURITE_ACCOUNTS", "devstoreaccount1:" + key);
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    @Override
    public void awaitReady() {
        server.awaitReady(() -> Ports.answers(address, port));
    }

    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return server.onExit();
    }

    @Override
    public void close() {
        server.close();
    }
}
