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
            case "measure" ->
                new ServiceStarts(SystemUnderTest.find().local().orElseThrow().runFolder(), results)
                        .measure(arguments[2], Integer.parseInt(arguments[3]));
            case "report" -> results.writeTo(Path.of(arguments[2]), Section.START);
            default -> throw new IllegalArgumentException("measure or report, not " + arguments[0]);
        }
    }
}
