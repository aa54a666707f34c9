package io.toygres.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a service takes from its process' start until it is ready. Each is killed, and its supervisor starts it again. */
final class ServiceStarts {

    /** Then what was only needed to start is gone, as far as it goes by itself. */
    private static final Duration UNTIL_MEASURED = Duration.ofSeconds(3);

    private static final String RESIDENT = "VmRSS:";
    private static final double KIB_OF_MB = 1024;

    private final Path runFolder;
    private final Results results;

    ServiceStarts(Path runFolder, Results results) {
        this.runFolder = runFolder;
        this.results = results;
    }

    void measure(String kind, int rounds) throws IOException, InterruptedException {
        for (String name : SupervisedProcess.SERVICES) {
            SupervisedProcess service = new SupervisedProcess(runFolder, name);
            List<Double> seconds = new ArrayList<>();
            List<Double> megabytes = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ProcessHandle started = service.after(service.kill());
                seconds.add(startToReady(started).toMillis() / 1e3);
                Thread.sleep(UNTIL_MEASURED);
                megabytes.add(resident(started));
            }
            results.add(name + ", " + kind + ": start to ready", Results.median(seconds), "s");
            results.add(name + ", " + kind + ": resident 3 s later", Results.median(megabytes), "MB");
        }
    }

    private static Duration startToReady(ProcessHandle process) throws IOException, InterruptedException {
        return Duration.between(
                process.info()
                        .startInstant()
                        .orElseThrow(() -> new IllegalStateException("process " + process.pid() + " has ended")),
                SupervisedProcess.untilReady(process));
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
