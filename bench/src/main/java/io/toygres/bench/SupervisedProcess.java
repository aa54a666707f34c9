package io.toygres.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process of the local system that its supervisor starts again when it ends.
 *
 * @param runFolder one {@code <process>.pid} per process
 */
record SupervisedProcess(Path runFolder, String name) {

    static final List<String> SERVICES = List.of("api-service", "image-service", "provisioner-service");

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final String PORT = "QUARKUS_MANAGEMENT_PORT=";
    private static final int OK = 200;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Ends it with SIGKILL. */
    ProcessHandle kill() throws IOException {
        ProcessHandle process = process().orElseThrow(() -> new IllegalStateException(name + " does not run"));
        process.destroyForcibly();
        return process;
    }

    /** Its process after that one, once there is one. */
    ProcessHandle after(ProcessHandle killed) throws IOException, InterruptedException {
        Instant latest = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(latest)) {
            Optional<ProcessHandle> now = process().filter(process -> process.pid() != killed.pid());
            if (now.isPresent()) {
                return now.get();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IllegalStateException(name + " was not started again within " + LONGEST);
    }

    /** Waits until the service says that it is ready, and says when that was. */
    static Instant untilReady(ProcessHandle service) throws IOException, InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + managementPort(service) + "/q/health/ready");
        Instant latest = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(latest)) {
            if (answersOk(ready)) {
                return Instant.now();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IllegalStateException("process " + service.pid() + " was not ready within " + LONGEST);
    }

    private Optional<ProcessHandle> process() throws IOException {
        try {
            String pid = Files.readString(runFolder.resolve(name + ".pid")).strip();
            return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static boolean answersOk(URI address) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(LONGEST).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException _) {
            // It does not listen yet.
            return false;
        }
    }

    private static String managementPort(ProcessHandle process) throws IOException {
        String environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"));
        for (String variable : environment.split("\0", -1)) {
            if (variable.startsWith(PORT)) {
                return variable.substring(PORT.length());
            }
        }
        throw new IllegalStateException("process " + process.pid() + " has no " + PORT);
    }
}
