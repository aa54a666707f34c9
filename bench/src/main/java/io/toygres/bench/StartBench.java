package io.toygres.bench;

import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Measures the starts of the services of the local system that is up: {@code measure <results> <JVM or native> <rounds>}, then
 * {@code report <results> <file>}.
 */
public final class StartBench {

    private StartBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Results results = new Results(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "measure" -> measure(SystemUnderTest.find(), results, arguments[2], Integer.parseInt(arguments[3]));
            case "report" -> results.writeTo(Path.of(arguments[2]), Section.START);
            default -> throw new IllegalArgumentException("measure or report, not " + arguments[0]);
        }
    }

    private static void measure(SystemUnderTest system, Results results, String kind, int rounds)
            throws IOException, InterruptedException {
        new ServiceStarts(system.local().orElseThrow().runFolder(), results).measure(kind, rounds);
        new Recovery(system, results).measure(kind, rounds);
    }
}
