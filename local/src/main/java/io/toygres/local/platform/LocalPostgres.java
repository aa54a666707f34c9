package io.toygres.local.platform;

import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import io.toygres.local.process.Ports;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A PostgreSQL server on 127.0.0.1 that asks for passwords, with the database of the services. */
public final class LocalPostgres implements LocalServer {
    private final PostgresPrograms programs;
    private final Path folder;
    private final int port;
    private final boolean throwaway;
    private final Optional<ServerCertificate> certificate;
    /** What a server that was killed has left as its pid file; empty usually. */
    private final String stalePidFile;

    private final ChildProcess server;

    private LocalPostgres(PostgresPrograms programs, Path folder, int port, boolean throwaway) {
        this(programs, folder, port, throwaway, Optional.empty());
    }

    private LocalPostgres(
            PostgresPrograms programs,
            Path folder,
            int port,
            boolean throwaway,
            Optional<ServerCertificate> certificate) {
        this.certificate = certificate;
        this.programs = programs;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.throwaway = throwaway;
        if (!Files.exists(data())) {
            initialise();
        }
        this.stalePidFile = pidFile();
        this.server = ChildProcess.start(new Command("cms-postgres", serverCommand(), Map.of(), log()));
    }

    /**
     * Starts a server that keeps its data; {@link #awaitReady()} waits until it serves.
     *
     * @param folder holds the data folder, one password file per role, all made by the first start, and a copy of PostgreSQL's
     *     programs: an upgrade of the machine's packages changes nothing under a server that runs
     */
    public static LocalPostgres launch(Path folder, int port) {
        Path absolute = folder.toAbsolutePath();
        return new LocalPostgres(
                PostgresPrograms.newest().copiedTo(absolute.resolve("programs")), absolute, port, false);
    }

    /** As {@link #launch}, and waits until it serves. */
    public static LocalPostgres start(Path folder, int port) {
        return launch(folder, port).ready();
    }

    /** Starts an empty server on a free port, without fsync; {@link #close()} deletes it. */
    public static LocalPostgres throwaway() {
        return throwaway(Optional.empty());
    }

    /** As {@link #throwaway()}, and it lets nobody in without TLS. */
    public static LocalPostgres throwaway(ServerCertificate certificate) {
        return throwaway(Optional.of(certificate));
    }

    private static LocalPostgres throwaway(Optional<ServerCertificate> certificate) {
        try {
            Path folder = Files.createTempDirectory("toygres-postgres");
            return new LocalPostgres(PostgresPrograms.newest(), folder, Ports.free(), true, certificate).ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalPostgres ready() {
        awaitReady();
        return this;
    }

    /** Also creates the database of the services where it is missing. */
    @Override
    public void awaitReady() {
        server.awaitReady(this::isReady);
        ToygresDatabase.createOnce(this);
    }

    /** Without user and password. */
    public String url() {
        return "postgresql://127.0.0.1:" + port + "/" + ToygresDatabase.NAME;
    }

    public String jdbcUrl() {
        return "jdbc:" + url();
    }

    public int port() {
        return port;
    }

    /** The password of {@code cms}, {@code image}, {@code provisioner} or the superuser {@code postgres}. */
    public String password(String role) {
        return Secrets.inFile(folder.resolve(role + ".password"));
    }

    /**
     * Runs SQL as the superuser in the database {@code toygres}.
     *
     * @return what psql prints: one row a line, columns separated by {@code |}
     */
    public String sql(String sql) {
        return psql(ToygresDatabase.NAME, sql);
    }

    /** From now on new connections get another certificate, as after a renewal; of one that was started with one. */
    public void prove(ServerCertificate next) {
        ServerCertificate served = certificate.orElseThrow();
        try {
            if (!next.equals(served)) {
                Files.copy(next.certificate(), served.certificate(), StandardCopyOption.REPLACE_EXISTING);
                Files.copy(next.key(), served.key(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sql("SELECT pg_reload_conf()");
    }

    /** Process id of the server itself, or of its sandbox until it is ready. */
    @Override
    public long pid() {
        return isReady() ? Long.parseLong(serverPid()) : server.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return server.onExit();
    }

    @Override
    public void close() {
        if (server.isAlive() && !pidFile().isEmpty() && !pidFile().equals(stalePidFile)) {
            // Fast shutdown: ends sessions instead of waiting for them, as SIGTERM would.
            // https://www.postgresql.org/docs/15/server-shutdown.html
            Program.run("kill", throwaway ? "-QUIT" : "-INT", "--", serverPid());
        }
        server.awaitExit(Duration.ofSeconds(30));
        if (throwaway) {
            Folders.delete(folder);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("cms-postgres.log");
    }

    /** Builds the data folder beside its place, so that one that was interrupted doesn't count. */
    private void initialise() {
        Path unfinished = folder.resolve("data.new");
        Folders.delete(unfinished);
        Folders.create(folder);
        password("postgres");
        List<String> arguments =
                new ArrayList<>(List.of("-D", unfinished.toString(), "-U", "postgres", "-A", "scram-sha-256"));
        arguments.addAll(List.of("-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"));
        arguments.add("--pwfile=" + folder.resolve("postgres.password"));
        if (throwaway) {
            arguments.add("--no-sync");
        }
        Program.run(programs.confined(folder, "initdb", arguments), Map.of(), "");
        if (certificate.isPresent()) {
            letNobodyInWithoutTls(unfinished.resolve("pg_hba.conf"));
        }
        Folders.move(unfinished, data());
    }

    private static void letNobodyInWithoutTls(Path hostBasedAuthentication) {
        try {
            Files.writeString(hostBasedAuthentication, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> serverCommand() {
        List<String> settings = new ArrayList<>(List.of("listen_addresses=127.0.0.1", "port=" + port));
        // Nobody needs a socket file, and its path may be longer than the 107 bytes that Unix allows.
        settings.add("unix_socket_directories=");
        settings.addAll(List.of("shared_buffers=64MB", "max_connections=100", "jit=off", "log_min_messages=warning"));
        if (throwaway) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        certificate.ifPresent(of ->
                settings.addAll(List.of("ssl=on", "ssl_cert_file=" + of.certificate(), "ssl_key_file=" + of.key())));
        List<String> arguments = new ArrayList<>(List.of("-D", data().toString()));
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return programs.confined(folder, "postgres", arguments);
    }

    /** Asks the file that the server keeps rather than the port, which another server may have. */
    private boolean isReady() {
        String pidFile = pidFile();
        return pidFile.contains("ready") && !pidFile.equals(stalePidFile);
    }

    private String serverPid() {
        return pidFile().lines().findFirst().orElseThrow();
    }

    private String pidFile() {
        try {
            return Files.readString(data().resolve("postmaster.pid"));
        } catch (NoSuchFileException notStarted) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String psql(String database, String sql) {
        List<String> command = new ArrayList<>(List.of(programs.psql(), "-XAtq"));
        command.addAll(List.of("--set=ON_ERROR_STOP=1", "--host=127.0.0.1", "--port=" + port));
        command.addAll(List.of("--username=postgres", "--dbname=" + database));
        return Program.run(command, Map.of("PGPASSWORD", password("postgres")), sql);
    }
}
