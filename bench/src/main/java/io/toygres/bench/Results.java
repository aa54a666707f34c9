package io.toygres.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** What was measured, a line of Markdown each, kept in a file between the parts of a run. */
record Results(Path file) {

    private static final String DOCUMENT = """
            # Benchmarks

            Written by `./toygres bench api`, which measures everything in one run on one machine: the local system, its clients and
            pgbench share the cores. So the ratios count, and a rate only beside the others.

            :machine, :date.

            | what | measured | |
            |---|---:|---|
            :lines

            - pgbench runs `INSERT` of one row (`-c 8 -M prepared`) on the CMS's server, before and after the commands; the mean counts.
            - The commands are measured with no worker running, so that thousands of accepted backups start no Job; the relay sends them
              to Kafka all the while. The instances are made over HTTP and said to run by SQL.
            - Of 100,000 images, the first page and a random page of the older half are read in turn.
            - A Job counts as there when a watch tells of it; one backup at a time, with the workers running.
            """;

    void add(String what, double value, String unit) {
        String line = "| %s | %s | %s |%n".formatted(what, number(value), unit);
        System.out.print(line);
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeTo(Path document) throws IOException {
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        Files.writeString(
                document,
                DOCUMENT.replace(":machine", machine())
                        .replace(":date", date)
                        .replace(":lines", Files.readString(file).strip()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }

    private static String machine() throws IOException {
        List<String> cpu = Files.readAllLines(Path.of("/proc/cpuinfo"));
        String model = cpu.stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " cores of " + model;
    }
}
