package io.toygres.e2e.compare;

import io.toygres.e2e.dataset.Scripts;
import io.toygres.e2e.postgres.Client;
import io.toygres.e2e.postgres.Server;
import java.sql.SQLException;
import java.util.List;

/** Reads what one server holds, one database at a time. */
final class ContentsReader {

    private final Server server;
    private final Client client;

    ContentsReader(Server server) {
        this.server = server;
        this.client = new Client(server);
    }

    List<String> databases() throws SQLException {
        return server.query("postgres", "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate");
    }

    Contents cluster() {
        return Contents.of(client.psql("postgres", Scripts.get("fingerprint-globals.sql")));
    }

    Contents database(String name) {
        return Contents.of(client.psql(name, Scripts.get("fingerprint.sql")));
    }
}
