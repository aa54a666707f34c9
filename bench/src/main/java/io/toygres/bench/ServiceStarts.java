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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long a service takes from its process' start until it is ready. Each is killed, and its supervisor starts it again. */
final class ServiceStarts {

    private static final List<String> SERVICES = List.of("api-service", "image-service", "provisioner-service");
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    /** Then what was only needed to start is gone, as far as it goes by itself. */
    private static final Duration UNTIL_MEASURED = Duration.ofSeconds(3);

    private static final String PORT = "QUARKUS_MANAGEMENT_PORT=";
    private static final String RESIDENT = "VmRSS:";
    private static final double KIB_OF_MB = 1024;
    private static final int OK = 200;

    private final Path runFolder;
    private final Results results;
    private final HttpClient http = HttpClient.newHttpClient();

    ServiceStarts(Path runFolder, Results results) {
        this.runFolder = runFolder;
        this.results = results;
    }

    void measure(String kind, int rounds) throws IOException, InterruptedException {
        for (String service : SERVICES) {
            List<Double> seconds = new ArrayList<>();
            List<Double> megabytes = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ProcessHandle started = restart(service);
                Duration took = untilReady(started);
                Thread.sleep(UNTIL_MEASURED);
                seconds.add(took.toMillis() / 1e3);
                megabytes.add(resident(started));
            }
            results.add(service + ", " + kind + ": start to ready", median(seconds), "s");
            results.add(service + ", " + kind + ": resident 3 s later", median(megabytes), "MB");
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private ProcessHandle restart(String service) throws IOException, InterruptedException {
        ProcessHandle before = process(service).orElseThrow(() -> new IllegalStateException(service + " does not run"));
        before.destroyForcibly();
        Instant latest = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(latest)) {
            Optional<ProcessHandle> now = process(service).filter(process -> process.pid() != before.pid());
            if (now.isPresent()) {
                return now.get();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IllegalStateException(service + " was not started again within " + LONGEST);
    }

    private Optional<ProcessHandle> process(String service) throws IOException {
        try {
            String pid = Files.readString(runFolder.resolve(service + ".pid")).strip();
            return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private Duration untilReady(ProcessHandle process) throws IOException, InterruptedException {
        Instant began = process.info()
                .startInstant()
                .orElseThrow(() -> new IllegalStateException("process " + process.pid() + " has ended"));
        URI ready = URI.create("http://127.0.0.1:" + managementPort(process) + "/q/health/ready");
        while (Instant.now().isBefore(began.plus(LONGEST))) {
            if (answersOk(ready)) {
                return Duration.between(began, Instant.now());
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IllegalStateException("process " + process.pid() + " was not ready within " + LONGEST);
    }

    private boolean answersOk(URI address) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(LONGEST).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
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

    private static double resident(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToDouble(kib -> Long.parseLong(kib) / KIB_OF_MB)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("process " + process.pid() + " has ended"));
    }
}
