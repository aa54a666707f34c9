package io.toygres.provisioner.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the service needs around it, and in place of a cluster an API server that begins every answer and ends none. */
public final class StalledCluster extends LocalSystem {

    private static final String BEGINNING =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";

    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    public StalledCluster() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        Thread.ofVirtual().start(this::serve);
        System.setProperty("kubeconfig", kubeconfig().toString());
        settings.put("toygres.kubernetes.answer-timeout", "300MS");
        return settings;
    }

    private Path kubeconfig() {
        try {
            return Files.writeString(Path.of("target/stalled-cluster"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: stalled, cluster: {server: "http://127.0.0.1:%d"}}]
                    contexts: [{name: stalled, context: {cluster: stalled, user: stalled}}]
                    users: [{name: stalled, user: {token: none}}]
                    current-context: stalled
                    """.formatted(socket.getLocalPort()))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try {
            while (true) {
                Socket caller = socket.accept();
                callers.add(caller);
                caller.getOutputStream().write(BEGINNING.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (SocketException _) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            socket.close();
            for (Socket caller : callers) {
                caller.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            super.stop();
        }
    }
}
