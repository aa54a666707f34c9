package io.toygres.bench;

import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures backups and restores on the local system that is up, beside the plain programs: {@code measure <results> <folder> <rounds> [<workload>…]}, in a
 * new folder, then {@code report <results> <file>}.
 */
public final class ImagesBench {

    private ImagesBench() {}

    public static void main(String[] arguments) throws IOException {
        Results results = new Results(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "measure" -> {
                int rounds = Integer.parseInt(arguments[3]);
                List<Workload> chosen =
                        Stream.of(arguments).skip(4).map(Workload::valueOf).toList();
                for (Workload workload : chosen.isEmpty() ? List.of(Workload.values()) : chosen) {
                    new ImageRounds(SystemUnderTest.find(), workload, Path.of(arguments[2]), results).measure(rounds);
                }
            }
            case "report" -> results.writeTo(Path.of(arguments[2]), Section.IMAGES);
            default -> throw new IllegalArgumentException("measure or report, not " + arguments[0]);
        }
    }
}
