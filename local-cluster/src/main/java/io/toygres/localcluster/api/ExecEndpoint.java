package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.pod.Kubelet;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.runtime.ContainerProcess;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ResourceTypes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code pods/exec} over a WebSocket: each binary frame starts with a channel (0 stdin, 1 stdout, 2 stderr, 3 the final
 * status; in v5 255 closes the channel that follows). A terminal has the size that programs take when they know none. See
 * <a href="https://pkg.go.dev/k8s.io/apimachinery/pkg/util/remotecommand">remotecommand</a>.
 */
final class ExecEndpoint {
    static final String V5 = "v5.channel.k8s.io";
    static final String V4 = "v4.channel.k8s.io";
    private static final Logger LOG = System.getLogger(ExecEndpoint.class.getName());
    private static final byte STDOUT = 1;
    private static final byte STDERR = 2;
    private static final byte STATUS = 3;
    private static final int CLOSE = 255;

    private final Registry registry;
    private final Kubelet kubelet;

    ExecEndpoint(Registry registry, Kubelet kubelet) {
        this.registry = registry;
        this.kubelet = kubelet;
    }

    void serve(ApiRequest request, HttpServerRequest http) throws IOException, InterruptedException {
        Pod pod = registry.find(ResourceTypes.PODS, request.namespace(), request.name())
                .orElseThrow(() -> ApiException.notFound(request.key()));
        String container = ChosenContainer.chosen(pod, request.parameter("container"));
        ContainerProcess target = kubelet.find(pod.getMetadata().getUid())
                .flatMap(view -> view.process(container))
                .orElseThrow(() -> ApiException.badRequest("container " + container + " is not running"));
        if (!SocketClient.wanted(http)) {
            throw ApiException.badRequest("this cluster has exec over WebSocket only");
        }
        List<String> command = request.query().getAll("command");
        List<String> line = request.flag("tty") ? atTerminal(target, command) : target.exec(command);
        try (SocketClient client = SocketClient.accept(http)) {
            run(client, line, request.flag("stdin"));
        }
    }

    /** script(1) puts a pseudoterminal between the command and our pipes. */
    private static List<String> atTerminal(ContainerProcess target, List<String> command)
            throws IOException, InterruptedException {
        List<String> withType = new ArrayList<>(List.of("env", "TERM=xterm"));
        withType.addAll(command);
        String line = target.exec(withType).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return List.of("script", "--quiet", "--return", "--flush", "--echo", "always", "--command", line, "/dev/null");
    }

    private static void run(SocketClient client, List<String> command, boolean withInput)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        client.onClose(process::destroyForcibly);
        if (!withInput) {
            process.getOutputStream().close();
        }
        client.receive(frame -> input(process, frame));
        Thread errors = Thread.ofPlatform().daemon().start(() -> pump(client, process.getErrorStream(), STDERR));
        pump(client, process.getInputStream(), STDOUT);
        errors.join();
        int code = process.waitFor();
        client.sendBinary(Buffer.buffer().appendByte(STATUS).appendBytes(Json.bytes(status(code))));
    }

    private static void input(Process process, Buffer frame) {
        try {
            OutputStream stdin = process.getOutputStream();
            if (frame.length() > 0 && frame.getUnsignedByte(0) == CLOSE) {
                stdin.close();
            } else if (frame.length() > 1 && frame.getByte(0) == 0) {
                stdin.write(frame.getBytes(1, frame.length()));
                stdin.flush();
            }
        } catch (IOException ended) {
            LOG.log(Level.DEBUG, "input for a command that has ended", ended);
        }
    }

    private static void pump(SocketClient client, InputStream output, byte channel) {
        byte[] buffer = new byte[32 * 1024];
        try {
            for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                client.sendBinary(Buffer.buffer().appendByte(channel).appendBytes(buffer, 0, read));
            }
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "the client of an exec has gone", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode status(int code) {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        if (code == 0) {
            return status.put("status", "Success");
        }
        status.put("status", "Failure").put("reason", "NonZeroExitCode");
        status.put("message", "command terminated with non-zero exit code: exit status " + code);
        status.putObject("details")
                .putArray("causes")
                .addObject()
                .put("reason", "ExitCode")
                .put("message", Integer.toString(code));
        return status;
    }
}
