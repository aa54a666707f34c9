package io.toygres.bench;

import io.toygres.e2e.api.Password;
import io.toygres.e2e.sut.LocalSystem.BlobStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file that pgBackRest reads.
 *
 * @param folder for its locks and logs
 * @param signature shared access signature of the storage's container
 * @param prefix of the repository's blobs, below the container
 * @param data the server's directory
 */
record PgBackRestConfiguration(
        Path folder, BlobStorage storage, Password signature, String prefix, Path data, int port) {

    static final String STANZA = "main";

    /** Compression as ours; small files in bundles, as its guide advises for such storages. */
    String text() {
        String[] address = storage.address().split(":", 2);
        return """
                [global]
                repo1-type=azure
                repo1-azure-account=%s
                repo1-azure-container=%s
                repo1-azure-key-type=sas
                repo1-azure-key=%s
                repo1-storage-host=%s
                repo1-storage-port=%s
                repo1-storage-ca-file=%s
                repo1-path=/%s
                repo1-bundle=y
                compress-type=zst
                compress-level=1
                process-max=%d
                start-fast=y
                expire-auto=n
                log-level-file=off
                lock-path=%s
                spool-path=%s

                [%s]
                pg1-path=%s
                pg1-port=%d
                pg1-user=postgres
                """.formatted(
                        storage.container().getHost().split("\\.", 2)[0],
                        storage.container().getPath().substring(1),
                        signature.value(),
                        name(address[0]),
                        address[1],
                        storage.certificateAuthority(),
                        prefix,
                        Runtime.getRuntime().availableProcessors(),
                        folder.resolve("lock"),
                        folder.resolve("spool"),
                        STANZA,
                        data,
                        port);
    }

    /** pgBackRest compares names with a certificate, and no addresses. */
    private static String name(String host) {
        return host.equals("127.0.0.1") ? "localhost" : host;
    }

    /** Nobody else can read it: it holds a secret. */
    Path write() {
        Path file = folder.resolve("pgbackrest.conf");
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
