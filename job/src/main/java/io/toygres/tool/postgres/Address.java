package io.toygres.tool.postgres;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param host a name or address; or, when it begins with a slash, the folder of its Unix socket, as for libpq
 * @param authorities a PEM file; the server must prove its name by a certificate of one of them before anything is sent to it. Absent: it
 *     need not, as on a Unix socket
 */
public record Address(String host, int port, String user, Optional<Path> authorities) {

    boolean isSocketFolder() {
        return host.startsWith("/");
    }

    String socketFile() {
        return host + "/.s.PGSQL." + port;
    }
}
