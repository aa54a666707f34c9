package io.toygres.api.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks the provisioner which authorities users are to trust. */
@Singleton
public class WorkerAuthority {

    /** RFC 8555, section 9.1. */
    public static final String PEM = "application/pem-certificate-chain";

    private static final Logger LOG = Logger.getLogger(WorkerAuthority.class);

    private static final int OK = 200;
    private static final int LONGEST = 1024 * 1024;

    private final WorkerClient client;
    private volatile @Nullable String last;

    WorkerAuthority(WorkerClient client) {
        this.client = client;
    }

    /**
     * The certificates of the CA in PEM, as the provisioner says now, or when it does not answer as it last said.
     *
     * @throws ProblemException WORKER_UNAVAILABLE when it has not answered yet
     */
    public String certificates() {
        try {
            String now = ask();
            last = now;
            return now;
        } catch (IOException e) {
            LOG.debugf(e, "worker away worker=%s", Worker.PROVISIONER);
            return known();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return known();
        }
    }

    private String known() {
        String known = last;
        if (known == null) {
            throw new ProblemException(ProblemCode.WORKER_UNAVAILABLE, "provisioner-service does not answer.");
        }
        return known;
    }

    private String ask() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.ask(Worker.PROVISIONER, "/internal/ca.pem", PEM);
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("HTTP " + response.statusCode());
            }
            return new String(body.readNBytes(LONGEST), UTF_8);
        }
    }
}
