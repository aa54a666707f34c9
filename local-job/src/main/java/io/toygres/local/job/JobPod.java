package io.toygres.local.job;

import io.toygres.local.platform.Checkout;
import io.toygres.local.platform.PostgresPrograms;
import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pod of uid 999 with the Jobs' program, a Secret, a configuration, a volume and a work folder at their mount paths. Its volume
 * stays from one run to the next; everything else is new.
 */
public final class JobPod {
    /** Where the Jobs' program is, with what it runs on. */
    private static final String TOOL = "/opt/toygres";

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Path folder;
    private final Path volume;
    private final List<String> extraMounts;

    private JobPod(Path folder, Path volume, List<String> extraMounts) {
        this.folder = folder;
        this.volume = volume;
        this.extraMounts = List.copyOf(extraMounts);
    }

    /**
     * A pod whose Secret holds this password.
     *
     * @param folder a new folder for all of it
     */
    public static JobPod in(Path folder, String password) {
        Path volume = folder.resolve("volume");
        create(volume);
        for (String mount : List.of("secret", "config")) {
            create(folder.resolve(mount));
        }
        copy(Checkout.here().azcopy(), folder.resolve("azcopy"));
        write(folder.resolve("secret/password"), password);
        write(folder.resolve("config/postgresql.conf"), "max_connections = 50\n");
        write(
                folder.resolve("config/pg_hba.conf"),
                "local all all trust\nhost all all all scram-sha-256\nhost replication all all scram-sha-256\n");
        write(folder.resolve("passwd"), "postgres:x:999:999::/:/bin/bash\n");
        return new JobPod(folder, volume, List.of());
    }

    /** The same pod with an empty file system of this size, in bytes, in place of what is mounted there; it lasts for one run. */
    public JobPod withTmpfs(String mountPath, long size) {
        return with("--size", String.valueOf(size), "--tmpfs", mountPath);
    }

    /** The same pod with this folder at {@code mountPath}, for writing: a volume that it shares with others. */
    public JobPod withVolume(Path source, String mountPath) {
        create(source);
        return with("--bind", source.toString(), mountPath);
    }

    /** The same pod with this folder at {@code mountPath}, for reading. */
    public JobPod withFolder(Path source, String mountPath) {
        return with("--ro-bind", source.toString(), mountPath);
    }

    private JobPod with(String... mount) {
        List<String> mounts = new ArrayList<>(extraMounts);
        mounts.addAll(List.of(mount));
        return new JobPod(folder, volume, mounts);
    }

    /** What is mounted at {@code /pgdata}. */
    public Path volume() {
        return volume;
    }

    /** Runs a command of the Jobs' program to its end, as {@link #startProgram} starts it. */
    public JobResult runProgram(String command, String attempt, String spec, Map<String, String> environment) {
        return startProgram(command, attempt, spec, environment).await();
    }

    /**
     * Starts a command of the Jobs' program, such as {@code restore}.
     *
     * @param attempt {@code TOYGRES_ATTEMPT}, which a cluster sets to the pod's uid
     * @param spec {@code TOYGRES_SPEC}
     * @param environment other variables of the pod
     */
    public JobRun startProgram(String command, String attempt, String spec, Map<String, String> environment) {
        return start(List.of("toygres-job", command), attempt, spec, environment);
    }

    private JobRun start(List<String> command, String attempt, String spec, Map<String, String> environment) {
        Path run = folder.resolve("run-" + RUNS.incrementAndGet());
        create(run.resolve("work"));
        write(run.resolve("message"), "");
        ProcessBuilder builder = new ProcessBuilder(sandbox(run, command));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("TOYGRES_ATTEMPT", attempt, "TOYGRES_SPEC", spec, "HOME", "/toygres/work"));
        builder.environment().put("PATH", PostgresPrograms.newest().bin() + ":/toygres/bin:" + TOOL + "/bin:/usr/bin");
        builder.redirectErrorStream(true).redirectOutput(run.resolve("log").toFile());
        try {
            return new JobRun(builder.start(), run.resolve("log"), run.resolve("message"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server from the data directory on the volume, with the instance's configuration. */
    public ChildProcess serve(int port) {
        Path run = folder.resolve("server");
        create(run.resolve("work"));
        write(run.resolve("message"), "");
        List<String> server = List.of(
                PostgresPrograms.newest().bin().resolve("postgres").toString(),
                "-D",
                "/pgdata/data",
                "-c",
                "config_file=/etc/postgresql/postgresql.conf",
                "-c",
                "hba_file=/etc/postgresql/pg_hba.conf",
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=/tmp");
        ChildProcess process =
                ChildProcess.start(new Command("restored", sandbox(run, server), Map.of(), run.resolve("log")));
        process.awaitReady(() -> Ports.answers("127.0.0.1", port) && saysThatItIsReady(run.resolve("log")));
        return process;
    }

    /** The port alone answers while the server still recovers. */
    private static boolean saysThatItIsReady(Path log) {
        try {
            return Files.readString(log).contains("database system is ready to accept connections");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> sandbox(Path run, List<String> program) {
        List<String> command =
                new ArrayList<>(List.of("bwrap", "--die-with-parent", "--unshare-user", "--unshare-ipc"));
        command.addAll(List.of("--unshare-pid", "--uid", "999", "--gid", "999", "--tmpfs", "/", "--chdir", "/"));
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--ro-bind", "/usr", "/usr"));
        for (String top : List.of("bin", "sbin", "lib", "lib64")) {
            command.addAll(List.of("--symlink", "usr/" + top, "/" + top));
        }
        // What Debian's packages of extensions are linked through.
        command.addAll(List.of("--ro-bind-try", "/etc/alternatives", "/etc/alternatives"));
        mount(command, "--ro-bind", folder.resolve("passwd"), "/etc/passwd");
        mount(command, "--bind", run.resolve("work"), "/toygres/work");
        mount(command, "--ro-bind", folder.resolve("secret"), "/toygres/secret");
        mount(command, "--ro-bind", folder.resolve("azcopy"), "/toygres/bin/azcopy");
        mount(command, "--ro-bind", folder.resolve("config"), "/etc/postgresql");
        Checkout.here().tools().forEach((place, source) -> mount(command, "--ro-bind", source, TOOL + "/" + place));
        mount(command, "--bind", volume, "/pgdata");
        mount(command, "--bind", run.resolve("message"), "/dev/termination-log");
        command.addAll(extraMounts);
        command.add("--");
        command.addAll(program);
        return command;
    }

    private static void mount(List<String> command, String kind, Path source, String target) {
        command.addAll(List.of(kind, source.toString(), target));
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            if (!to.toFile().setExecutable(true, false)) {
                throw new IllegalStateException("Could not make " + to + " executable");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
