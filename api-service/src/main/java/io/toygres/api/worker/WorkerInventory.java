package io.toygres.api.worker;

import io.toygres.contract.Inventory;
import io.toygres.messaging.Json;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a worker for all that it finds. */
@Singleton
public class WorkerInventory {

    private static final int OK = 200;

    private final WorkerClient client;

    WorkerInventory(WorkerClient client) {
        this.client = client;
    }

    /**
     * The whole inventory.
     *
     * @param timeout of the whole answer, which may begin in time and then stop
     * @throws IOException when it does not come whole and in time, whatever the reason
     */
    public Inventory read(Worker worker, Duration timeout) throws IOException {
        return WholeAnswer.within(timeout, "inventory", () -> ask(worker));
    }

    private Inventory ask(Worker worker) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.ask(worker, "/internal/inventory", MediaType.APPLICATION_JSON);
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("HTTP " + response.statusCode());
            }
            return Json.mapper().readValue(body, Inventory.class);
        }
    }
}
