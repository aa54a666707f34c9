package io.toygres.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Loggable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.Set;

/** What a container has written so far. */
public final class PodLog {

    /** A pod that is just being removed has no log any more, and a container that is just being started has none yet. */
    private static final Set<Integer> NO_LOG =
            Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_BAD_REQUEST);

    private PodLog() {}

    /**
     * Copies it, or a line that there is none.
     *
     * @throws KubernetesClientException when the cluster does not answer
     */
    public static void copy(Loggable container, OutputStream out) throws IOException {
        try {
            drain(container.getLogInputStream(), out);
        } catch (KubernetesClientException e) {
            if (!NO_LOG.contains(e.getCode())) {
                throw e;
            }
            out.write("(no log: HTTP %d)%n".formatted(e.getCode()).getBytes(UTF_8));
        }
    }

    /**
     * To its end, it is not closed: closing cancels the request, for which the Vert.x client closes the connection even after the
     * answer's last byte, when the next request may have it already.
     */
    private static void drain(InputStream log, OutputStream out) throws IOException {
        try {
            log.transferTo(out);
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }
}
