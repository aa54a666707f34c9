package io.toygres.e2e.sut;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.toygres.e2e.api.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.UUID;

/**
 * A port of this machine that leads to a port of an instance's pod, through the Kubernetes API alone. Each connection is a
 * command in the pod that connects to the pod's own address, as a client from outside does; {@code kubectl port-forward}
 * would connect to 127.0.0.1 instead, where no instance asks for a password.
 */
final class Tunnel implements AutoCloseable {

    static final String ADDRESS = "127.0.0.1";

    private static final String INSTANCE_ID = "toygres.io/instance-id";
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";
    private static final String CONTAINER = "postgres";
    private static final int BUFFER = 32 * 1024;

    /**
     * Arguments: address, port. Either side's end ends both directions, and the shell stays to reap both: an orphan would go to
     * process 1 of the pod, and PostgreSQL restarts all of itself when a child that it gets dies of a signal.
     */
    private static final String RELAY = """
            trap '' PIPE
            exec 3<>"/dev/tcp/$0/$1" 4<&0
            cat <&4 >&3 & in=$!
            cat <&3 & out=$!
            wait -n
            kill $in $out 2>/dev/null
            wait
            """;

    private final KubernetesClient client;
    private final Pod pod;
    private final int podPort;
    private final ServerSocket listener;

    private Tunnel(KubernetesClient client, Pod pod, int podPort, ServerSocket listener) {
        this.client = client;
        this.pod = pod;
        this.podPort = podPort;
        this.listener = listener;
    }

    /** @throws ApiException when the instance has no pod */
    static Tunnel open(KubernetesClient client, String namespace, UUID instance, int podPort) {
        Pod pod = client
                .pods()
                .inNamespace(namespace)
                .withLabel(INSTANCE_ID, instance.toString())
                .withoutLabel(JOB_NAME)
                .list()
                .getItems()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ApiException("instance " + instance + " has no pod in " + namespace));
        try {
            var tunnel = new Tunnel(client, pod, podPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name("tunnel").start(tunnel::accept);
            return tunnel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Route route() {
        return new Route.Tunnelled(
                listener.getLocalPort(),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> relay(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void relay(Socket socket) {
        try (socket;
                OutputStream toClient = socket.getOutputStream();
                ExecWatch command = client.pods()
                        .resource(pod)
                        .inContainer(CONTAINER)
                        .redirectingInput()
                        .writingOutput(toClient)
                        .exec("bash", "-c", RELAY, pod.getStatus().getPodIP(), Integer.toString(podPort))) {
            var unused = command.exitCode().whenComplete((_, _) -> close(socket));
            pump(socket.getInputStream(), command.getInput());
        } catch (IOException _) {
            // One side hung up, which is how connections end; the other notices by the closing of both.
        }
    }

    /** As {@link InputStream#transferTo}, but nothing is held back: the other side waits for it before it says more. */
    private static void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            client.close();
        }
    }
}
