package io.toygres.e2e.postgres;

import io.toygres.e2e.api.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
     * Runs a script that may use psql's own commands, and stops at its first error.
     *
     * @throws ApiException when psql fails; with what it said
     */
    public void psql(String database, InputStream script) {
        run(
                script,
                "psql",
                List.of(
                        "--no-psqlrc",
                        "--quiet",
                        "--set=ON_ERROR_STOP=1",
                        "--file=-",
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
                InputStream.nullInputStream(),
                "pgbench",
                List.of(
                        "--initialize",
                        "--init-steps=dtGp",
                        "--scale=" + scale,
                        "--quiet",
                        server.connectionString(database)));
    }

    private void run(InputStream input, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PostgresPrograms.find(program)));
        command.addAll(arguments);
        try {
            Path folder = Files.createTempDirectory("toygres-e2e");
            Path passwords = PasswordFile.write(folder.resolve("pgpass"), server);
            try {
                run(input, command, passwords);
            } finally {
                Files.delete(passwords);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't run " + program, e);
        }
    }

    private static void run(InputStream input, List<String> command, Path passwords) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSFILE", passwords.toString());
        builder.environment().put("PGOPTIONS", "-c client_min_messages=warning");
        Process process = builder.start();
        Thread.ofVirtual().start(() -> feed(input, process));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new ApiException(command.getFirst() + " failed:\n" + output);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    /** A program that stops early at an error closes its end; what it said tells why, so nothing is lost here. */
    private static void feed(InputStream input, Process process) {
        try (input;
                OutputStream stdin = process.getOutputStream()) {
            input.transferTo(stdin);
        } catch (IOException e) {
            System.getLogger(Client.class.getName()).log(System.Logger.Level.DEBUG, "the program stopped reading", e);
        }
    }
}
