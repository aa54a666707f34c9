package io.toygres.e2e.dataset;

import io.toygres.e2e.postgres.Client;
import io.toygres.e2e.postgres.Server;

/** Fills a server with the data set. */
public final class DataSet {

    /** pgbench_accounts then has 1.6 million rows, 205 MB without its index. */
    private static final int PGBENCH_SCALE = 16;

    private static final String PGBENCH_DATABASE = "bench";

    private final Client client;

    public DataSet(Server server) {
        this.client = new Client(server);
    }

    /** The server must be as new. */
    public void load() {
        client.psql("postgres", Scripts.get("load.sql"));
        client.pgbenchTables(PGBENCH_DATABASE, PGBENCH_SCALE);
    }
}
