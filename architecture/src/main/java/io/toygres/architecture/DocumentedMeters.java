package io.toygres.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code docs/metrics.md} says that a service serves, to be compared with what it does serve. A row of its table is
 * {@code | `toygres_operations_due` | gauge | – | image, provisioner | … |}; the fourth cell names the services, or says {@code all}.
 */
public final class DocumentedMeters {

    private static final Path DOCUMENT = Path.of("../docs/metrics.md");

    private static final Pattern ROW =
            Pattern.compile("^\\| `(toygres_\\w+)` \\| (\\w+) \\| [^|]+ \\| ([^|]+) \\|.*", Pattern.MULTILINE);

    /** One family in the text that Prometheus reads. */
    private static final Pattern TYPE = Pattern.compile("^# TYPE (toygres_\\w+) (\\w+)$", Pattern.MULTILINE);

    private DocumentedMeters() {}

    /** Names with their types, such as {@code toygres_operations_due gauge}. */
    public static Set<String> of(String service) throws IOException {
        return ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .filter(row -> services(row.group(3)).contains(service)
                        || services(row.group(3)).contains("all"))
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same of what a service answers to {@code GET /q/metrics}. A timer's greatest value belongs to the timer. */
    public static Set<String> servedIn(String metrics) {
        Set<String> served = TYPE.matcher(metrics)
                .results()
                .map(family -> family.group(1) + " " + family.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        served.removeIf(
                family -> family.endsWith("_max gauge") && served.contains(family.replace("_max gauge", " summary")));
        return served;
    }

    private static List<String> services(String cell) {
        return Arrays.stream(cell.split(",")).map(String::strip).toList();
    }
}
