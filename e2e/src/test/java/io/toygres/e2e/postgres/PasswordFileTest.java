package io.toygres.e2e.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Password;
import io.toygres.e2e.sut.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PasswordFileTest {

    @Test
    void escapesWhatSeparatesFieldsAndIsForItsOwnerOnly(@TempDir Path folder) throws IOException {
        Server server = new Server(
                "orders.example",
                new Route.Direct("127.3.0.1", 5432),
                Path.of("/tmp/ca.pem"),
                "postgres",
                new Password("a:b\\c d"));

        Path file = PasswordFile.write(folder.resolve("pgpass"), server);

        assertThat(Files.readString(file)).isEqualTo("orders.example:5432:*:postgres:a\\:b\\\\c d\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void connectionStringsQuoteTheirValuesAndHaveNoPassword() {
        Server server = new Server(
                "orders.example",
                new Route.Direct("127.3.0.1", 5432),
                Path.of("/tmp/ca.pem"),
                "postgres",
                new Password("secret"));

        assertThat(server.connectionString("Ünï \"Db\" o'1"))
                .isEqualTo("host=orders.example hostaddr=127.3.0.1 port=5432 user=postgres dbname='Ünï \"Db\" o\\'1'"
                        + " sslmode=verify-full sslrootcert=/tmp/ca.pem");
    }
}
