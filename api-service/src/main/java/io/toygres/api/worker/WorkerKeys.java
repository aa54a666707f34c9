package io.toygres.api.worker;

import com.fasterxml.jackson.core.type.TypeReference;
import io.toygres.messaging.Json;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Asks provisioner-service which keys its unfinished operations need; image-service decrypts nothing. */
@Singleton
public class WorkerKeys {

    private static final int OK = 200;

    /** Far more than a keyring's keys take. */
    private static final int LONGEST = 65_536;

    private static final Duration WHOLE_ANSWER = Duration.ofSeconds(15);

    private final WorkerClient client;

    WorkerKeys(WorkerClient client) {
        this.client = client;
    }

    /**
     * How many operations need each key, by its id.
     *
     * @throws IOException when it does not come whole, whatever the reason
     */
    public Map<String, Long> read() throws IOException {
        return WholeAnswer.within(WHOLE_ANSWER, "keys", this::ask);
    }

    private Map<String, Long> ask() throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.ask(Worker.PROVISIONER, "/internal/keys", MediaType.APPLICATION_JSON);
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("HTTP " + response.statusCode());
            }
            return Json.mapper().readValue(body.readNBytes(LONGEST), new TypeReference<>() {});
        }
    }
}
