package io.toygres.api.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks a worker's internal endpoint for a log. */
@ApplicationScoped
public class WorkerLogs {

    private static final Logger LOG = Logger.getLogger(WorkerLogs.class);

    private static final String KEPT = "--- no pod is left; the last lines of what failed\n";

    private final WorkerClient client;

    WorkerLogs(WorkerClient client) {
        this.client = client;
    }

    /**
     * @param path of the worker's endpoint, beginning with a slash
     * @param kept what is handed out when no pod is left: the last lines that a failed operation kept, if one did
     * @return UTF-8 text as it arrives; the caller closes it
     * @throws ProblemException LOGS_NOT_FOUND when no pod is left, WORKER_UNAVAILABLE when the worker does not answer
     */
    public InputStream read(Worker worker, String path, Supplier<Optional<String>> kept) {
        try {
            return body(worker, client.ask(worker, path, MediaType.TEXT_PLAIN), kept);
        } catch (IOException e) {
            LOG.debugf(e, "worker away worker=%s", worker);
            throw unavailable(worker);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(worker);
        }
    }

    private static InputStream body(Worker worker, HttpResponse<InputStream> response, Supplier<Optional<String>> kept)
            throws IOException {
        if (response.statusCode() == 200) {
            return response.body();
        }
        response.body().close();
        if (response.statusCode() == 404) {
            return kept.get()
                    .map(lines -> new ByteArrayInputStream((KEPT + lines + "\n").getBytes(UTF_8)))
                    .orElseThrow(
                            () -> new ProblemException(ProblemCode.LOGS_NOT_FOUND, "No pod of it is in the cluster."));
        }
        LOG.warnf("worker refused to give logs worker=%s status=%d", worker, response.statusCode());
        throw unavailable(worker);
    }

    private static ProblemException unavailable(Worker worker) {
        return new ProblemException(
                ProblemCode.WORKER_UNAVAILABLE,
                switch (worker) {
                    case IMAGE -> "image-service does not answer.";
                    case PROVISIONER -> "provisioner-service does not answer.";
                });
    }
}
