package io.toygres.e2e.dataset;

import io.toygres.e2e.postgres.Client;
import io.toygres.e2e.postgres.Server;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Fills a server with the data set. */
public final class DataSet {

    private static final List<String> SCRIPTS = List.of();

    private final Client client;

    public DataSet(Server server) {
        this.client = new Client(server);
    }

    /** @param onStep gets a line for each part that is being loaded */
    public void load(Consumer<String> onStep) {
        for (String script : SCRIPTS) {
            onStep.accept(script);
            client.psql("postgres", open(script));
        }
    }

    private static InputStream open(String script) {
        return Objects.requireNonNull(DataSet.class.getResourceAsStream("/data/" + script), script);
    }
}
