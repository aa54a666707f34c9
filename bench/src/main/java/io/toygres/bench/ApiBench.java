package io.toygres.bench;

import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Measures the API of the local system that is up. {@code jobs <results>} needs the workers; {@code commands <results>} must run
 * without them, as what it has accepted would keep them busy for hours; {@code report <results> <file>} writes what both found.
 */
public final class ApiBench {

    private ApiBench() {}

    public static void main(String[] arguments) throws IOException {
        Results results = new Results(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "jobs" -> new JobStarts(SystemUnderTest.find(), results).measure();
            case "commands" -> commands(SystemUnderTest.find(), results);
            case "report" -> results.writeTo(Path.of(arguments[2]), Section.API);
            default -> throw new IllegalArgumentException("jobs, commands or report, not " + arguments[0]);
        }
    }

    private static void commands(SystemUnderTest system, Results results) {
        try (Cms cms = new Cms(system.local().orElseThrow().cms())) {
            // The pages first: what the commands leave behind has no contents yet, and would make the first page a
            // small one.
            new PageTimes(system, cms, results).measure();
            new CommandRate(system, cms, results).measure();
        }
    }
}
