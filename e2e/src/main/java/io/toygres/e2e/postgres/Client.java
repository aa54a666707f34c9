package io.toygres.e2e.postgres;

import io.toygres.e2e.api.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Runs psql and pgbench against one server. */
public final class Client {

    private final Server server;

    public Client(Server server) {
        this.server = server;
    }

    /**
     * Runs one statement as {@code psql "<connection string>" -c} does.
     *
     * @return what psql printed
     * @throws ApiException when psql fails; with what it said
     */
    public List<String> statement(String connectionString, String sql) {
        return run("psql", List.of("--no-psqlrc", "-AtqX", "--command=" + sql, "--dbname=" + connectionString));
    }

    /**
     * Runs a script that may use psql's own commands, and stops at its first error.
     *
     * @return what the script's queries gave, a line for each row, columns joined by the script's separator
     * @throws ApiException when psql fails; with what it said
     */
    public List<String> psql(String database, Path script) {
        return run(
                "psql",
                List.of(
                        "--no-psqlrc",
                        "--quiet",
                        "--no-align",
                        "--tuples-only",
                        "--set=ON_ERROR_STOP=1",
                        "--file=" + script,
                        "--dbname=" + server.connectionString(database)));
    }

    /**
     * Fills pgbench's tables on the server itself; at scale 16 the largest has 205 MB.
     *
     * @throws ApiException when pgbench fails; with what it said
     */
    public void pgbenchTables(String database, int scale) {
        // G: rows made by the server; no v: the vacuum would only cost time here.
        run(
                "pgbench",
                List.of(
                        "--initialize",
                        "--init-steps=dtGp",
                        "--scale=" + scale,
                        "--quiet",
                        server.connectionString(database)));
    }

    private List<String> run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PostgresPrograms.find(program)));
        command.addAll(arguments);
        try {
            Path folder = Files.createTempDirectory("toygres-e2e-");
            Path passwords = PasswordFile.write(folder.resolve("pgpass"), server);
            Path errors = folder.resolve("errors");
            try {
                return run(command, passwords, errors);
            } finally {
                Files.deleteIfExists(passwords);
                Files.deleteIfExists(errors);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't run " + program, e);
        }
    }

    private static List<String> run(List<String> command, Path passwords, Path errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("PGPASSFILE", passwords.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try {
            if (process.waitFor() != 0) {
                throw new ApiException(command.getFirst() + " failed:\n" + Files.readString(errors));
            }
            return output;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }
}
