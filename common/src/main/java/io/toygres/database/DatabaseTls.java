package io.toygres.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The parameter {@code sslrootcert} of the database's URL, which PostgreSQL's own clients and its JDBC driver know, for the reactive client,
 * which passes over it: a file of PEM certificates, one of which the server's must come from.
 */
final class DatabaseTls {

    private static final String ROOT_CERTIFICATES = "sslrootcert=";

    /** Names as in certificates of HTTPS. */
    private static final String HOST_NAMES = "HTTPS";

    private static final String SETTING = "toygres.database.url (TOYGRES_DATABASE_URL): ";

    private DatabaseTls() {}

    /**
     * @param url of the options, whose other parameters they have already
     * @throws IllegalStateException when the server could not prove who it is by what the URL says
     */
    static void apply(PgConnectOptions options, String url) {
        rootCertificates(url).ifPresent(file -> {
            if (!Files.isReadable(Path.of(file))) {
                throw new IllegalStateException(SETTING + "sslrootcert names " + file + ", which can't be read");
            }
            options.setPemTrustOptions(new PemTrustOptions().addCertPath(file));
        });
        if (options.getSslMode() == SslMode.VERIFY_FULL) {
            if (options.getTrustOptions() == null) {
                throw new IllegalStateException(
                        SETTING + "sslmode=verify-full needs sslrootcert=<file of the CA's certificates in PEM>");
            }
            options.setHostnameVerificationAlgorithm(HOST_NAMES);
        }
    }

    private static Optional<String> rootCertificates(String url) {
        return Arrays.stream(url.substring(url.indexOf('?') + 1).split("&", -1))
                .filter(parameter -> parameter.startsWith(ROOT_CERTIFICATES))
                .map(parameter -> URLDecoder.decode(parameter.substring(ROOT_CERTIFICATES.length()), UTF_8))
                .findFirst();
    }
}
