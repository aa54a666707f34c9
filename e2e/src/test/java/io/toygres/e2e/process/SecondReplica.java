package io.toygres.e2e.process;

import io.toygres.e2e.sut.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One more process of a service, started as the running one was, on ports of its own. It ends with this JVM at the latest. */
public final class SecondReplica implements AutoCloseable {

    private static final Duration END = Duration.ofMinutes(1);

    private final String name;
    private final LocalSystem system;
    private final RunningService first;
    private final Map<String, String> settings;
    private final int port;
    private final int managementPort;
    private Process process;

    /**
     * Starts it, and returns at once.
     *
     * @param settings environment variables in which it differs from the replica that is there
     */
    public SecondReplica(String service, LocalProcesses processes, LocalSystem system, Map<String, String> settings) {
        this.name = service + "-2";
        this.first = RunningService.of(processes.pid(service));
        this.system = system;
        this.settings = Map.copyOf(settings);
        this.port = freePort();
        this.managementPort = freePort();
        this.process = launch();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public void awaitReady() throws InterruptedException {
        Readiness.await(name, URI.create("http://127.0.0.1:" + managementPort), process::isAlive);
    }

    /** Ends it as an orchestrator does, and starts it again. */
    public void restart() throws InterruptedException {
        stop();
        process = launch();
        awaitReady();
    }

    /** With a log and a process id where those of the system's processes are. */
    private Process launch() {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        command.addAll(first.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(
                        system.stateFolder().resolve("logs/" + name + ".log").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            Process started = builder.start();
            Files.writeString(pidFile(), Long.toString(started.pid()));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + name, e);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(first.environment());
        environment.putAll(settings);
        environment.put(RunningService.PORT, Integer.toString(port));
        environment.put(RunningService.MANAGEMENT_PORT, Integer.toString(managementPort));
        return environment;
    }

    private Path pidFile() {
        return system.runFolder().resolve(name + ".pid");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(name + " did not end within " + END.toSeconds() + " s of SIGTERM");
        }
    }

    @Override
    public void close() {
        try {
            stop();
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
