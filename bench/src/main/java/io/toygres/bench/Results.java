package io.toygres.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, a line of Markdown each, kept in a file between the parts of a run. */
record Results(Path file) {

    void add(String what, double value, String unit) {
        String line = "| %s | %s | %s |%n".formatted(what, number(value), unit);
        System.out.print(line);
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the section, and leaves the document's others. */
    void writeTo(Path document, Section section) throws IOException {
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        String text = section.text()
                .replace(":machine", machine())
                .replace(":date", date)
                .replace(":lines", Files.readString(file).strip());
        Map<String, String> sections = sections(document);
        sections.put(section.heading(), "\n" + text);
        StringBuilder all = new StringBuilder(Section.INTRODUCTION);
        for (Section one : Section.values()) {
            if (sections.containsKey(one.heading())) {
                all.append('\n')
                        .append(one.heading())
                        .append('\n')
                        .append(sections.get(one.heading()).stripTrailing())
                        .append('\n');
            }
        }
        Files.writeString(document, all);
    }

    /** What lies below each heading. */
    private static Map<String, String> sections(Path document) throws IOException {
        Map<String, String> sections = new HashMap<>();
        if (Files.exists(document)) {
            for (String part : Files.readString(document).split("(?m)^(?=## )", -1)) {
                int end = part.indexOf('\n');
                sections.put(part.substring(0, end).strip(), part.substring(end + 1));
            }
        }
        return sections;
    }

    /** The middle one of the values; of an even number the mean of the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
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
