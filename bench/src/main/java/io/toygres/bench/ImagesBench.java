package io.toygres.bench;

import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures backups and restores on the local system that is up. Beside the plain programs:
 * {@code measure <results> <folder> <rounds> [<workload>…]}, in a new folder, then {@code report <results> <file>}. Of 10 GB:
 * {@code measure-large <results>}, then {@code report-large <results> <file>}.
 */
public final class ImagesBench {

    private ImagesBench() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        Results results = new Results(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "measure" -> {
                int rounds = Integer.parseInt(arguments[3]);
                for (Workload workload : workloads(List.of(arguments).subList(4, arguments.length))) {
                    new ImageRounds(SystemUnderTest.find(), workload, Path.of(arguments[2]), results).measure(rounds);
                }
            }
            case "measure-large" -> new LargeRound(SystemUnderTest.find(), results).measure();
            case "report" -> results.writeTo(Path.of(arguments[2]), Section.IMAGES);
            case "report-large" -> results.writeTo(Path.of(arguments[2]), Section.LARGE_IMAGES);
            default -> throw new IllegalArgumentException("there is no " + arguments[0]);
        }
    }

    /** @param names when empty: all but the one of 10 GB */
    private static Collection<Workload> workloads(List<String> names) {
        Stream<Workload> chosen = names.stream().map(name -> Workload.valueOf(name.toUpperCase(Locale.ROOT)));
        return names.isEmpty() ? EnumSet.complementOf(EnumSet.of(Workload.LARGE)) : chosen.toList();
    }
}
