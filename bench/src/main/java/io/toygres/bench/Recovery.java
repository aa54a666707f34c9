package io.toygres.bench;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operations;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How long after a killed process is ready again a command is applied. To a worker it was sent while the worker was dead; to
 * api-service and through the broker as soon as they are ready. It is applied when the API shows the worker's first event.
 */
final class Recovery {

    private static final String KAFKA = "kafka";
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final SystemUnderTest system;
    private final Path runFolder;
    private final Results results;
    private final ToygresApi api;
    private final Operations operations;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private int number;

    Recovery(SystemUnderTest system, Results results) {
        this.system = system;
        this.runFolder = system.local().orElseThrow().runFolder();
        this.results = results;
        this.api = system.login();
        this.operations = new Operations(api);
    }

    void measure(String kind, int rounds) throws IOException, InterruptedException {
        UUID source = instance().resource().id();
        for (String name : List.of("api-service", "image-service", "provisioner-service", KAFKA)) {
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                seconds.add(afterKill(new SupervisedProcess(runFolder, name), source));
            }
            String what = name + ", " + kind + ": SIGKILL, then ready to next command applied";
            results.add(what, Results.median(seconds), "s (goal ≤ 5)");
            results.add(
                    what + ", slowest of " + rounds,
                    seconds.stream().max(Double::compare).orElseThrow(),
                    "s");
        }
    }

    private double afterKill(SupervisedProcess process, UUID source) throws IOException, InterruptedException {
        ProcessHandle killed = process.kill();
        return switch (process.name()) {
            case KAFKA -> {
                process.after(killed);
                Instant ready = untilBrokerListens();
                yield between(ready, () -> backUp(source));
            }
            case "api-service" -> {
                Instant ready = SupervisedProcess.untilReady(process.after(killed));
                yield between(ready, () -> backUp(source));
            }
            case "image-service" -> {
                UUID operation = backUp(source);
                yield between(SupervisedProcess.untilReady(process.after(killed)), () -> operation);
            }
            default -> {
                UUID operation = api.create(newInstance()).operationId();
                yield between(SupervisedProcess.untilReady(process.after(killed)), () -> operation);
            }
        };
    }

    /** Seconds from then until the command was applied. The next round begins when its operation has ended. */
    private double between(Instant ready, Supplier<UUID> command) throws InterruptedException {
        UUID operation = command.get();
        Instant latest = ready.plus(BOUND);
        while (api.operation(operation).status().equals("pending")) {
            if (Instant.now().isAfter(latest)) {
                throw new ApiException("operation " + operation + " was not taken within " + BOUND);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        double seconds = Duration.between(ready, Instant.now()).toMillis() / 1e3;
        operations.awaitSuccess(operation, BOUND, _ -> {});
        return seconds;
    }

    private UUID backUp(UUID source) {
        return api.create(new NewImage("image-" + run + "-" + number++, source)).operationId();
    }

    private Accepted<Instance> instance() {
        Accepted<Instance> created = api.create(newInstance());
        operations.awaitSuccess(created.operationId(), BOUND, _ -> {});
        return created;
    }

    private NewInstance newInstance() {
        return NewInstance.empty("bench-" + run + "-" + number++, SpecialPassword.random());
    }

    private Instant untilBrokerListens() throws InterruptedException {
        String[] address = system.kafka().orElseThrow().split(":", 2);
        Instant latest = Instant.now().plus(BOUND);
        while (Instant.now().isBefore(latest)) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
                return Instant.now();
            } catch (IOException _) {
                // It does not listen yet.
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        throw new IllegalStateException("the broker did not listen within " + BOUND);
    }
}
