package io.toygres.e2e.demo;

import io.toygres.e2e.compare.Comparison;
import io.toygres.e2e.compare.Report;
import io.toygres.e2e.postgres.PasswordFile;
import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.Route;
import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The last screen: the comparison as a table, how to look for oneself, the timings, the verdict. */
final class Closing {

    private final Screen screen;
    private final Optional<Path> stateFolder;

    Closing(Screen screen, SystemUnderTest system) {
        this.screen = screen;
        this.stateFolder = system.local().map(LocalSystem::stateFolder);
    }

    void show(Comparison comparison, Server source, Server restored) {
        screen.line("");
        Report.of(comparison).forEach(screen::line);
        comparison.differences().forEach(screen::line);
        screen.timings();
        connections(source, restored);
        screen.line("");
        screen.line(
                comparison.same()
                        ? "✓ Both instances hold the same data, roles, privileges and settings."
                        : "✗ The instances differ: see the lines above.");
    }

    private void connections(Server source, Server restored) {
        screen.line("");
        screen.line("Look for yourself:");
        if (source.route() instanceof Route.Direct) {
            Path passwords = PasswordFile.write(folder().resolve("demo.pgpass"), source, restored);
            screen.line("  export PGPASSFILE=" + passwords + "   # only you can read it");
        }
        screen.line("  " + psql(lasting(source)));
        screen.line("  " + psql(lasting(restored)));
    }

    /** With the CA's certificates in a file that stays. */
    private Server lasting(Server server) {
        try {
            Path file =
                    Files.copy(server.authorities(), folder().resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
            return server.trusting(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the CA's certificates", e);
        }
    }

    private static String psql(Server server) {
        return switch (server.route()) {
            case Route.Direct _ -> "psql \"" + server.connectionString("postgres") + "\"";
            case Route.Tunnelled(int _, String namespace, String pod) ->
                "kubectl --namespace %s exec -it %s -- psql -U %s".formatted(namespace, pod, server.user());
        };
    }

    private Path folder() {
        try {
            return stateFolder.isPresent() ? stateFolder.get() : Files.createTempDirectory("toygres-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the password file", e);
        }
    }
}
