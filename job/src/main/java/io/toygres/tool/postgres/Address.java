package io.toygres.tool.postgres;

/**
 * Where a server listens.
 *
 * @param host a name or address; or, when it begins with a slash, the folder of its Unix socket, as for libpq
 */
public record Address(String host, int port, String user) {

    boolean isSocketFolder() {
        return host.startsWith("/");
    }

    String socketFile() {
        return host + "/.s.PGSQL." + port;
    }
}
