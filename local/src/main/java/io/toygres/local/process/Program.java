package io.toygres.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a program to its end. */
public final class Program {
    private Program() {}

    /**
     * Runs it and waits for its end.
     *
     * @param arguments the program and its arguments; never a secret
     * @param environment added to this JVM's
     * @param input given on standard input; here secrets may be
     * @return standard output
     * @throws IllegalStateException with what it wrote, when the exit code is not 0
     */
    public static String run(List<String> arguments, Map<String, String> environment, String input) {
        ProcessBuilder builder = new ProcessBuilder(arguments);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Thread writer = Thread.startVirtualThread(() -> write(process, input));
            StringBuilder errors = new StringBuilder();
            Thread errorReader = Thread.startVirtualThread(() -> errors.append(readError(process)));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            writer.join();
            errorReader.join();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s ended with exit code %d: %s"
                        .formatted(arguments.getFirst(), process.exitValue(), (errors + output).strip()));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + arguments.getFirst(), e);
        }
    }

    public static String run(String... arguments) {
        return run(List.of(arguments), Map.of(), "");
    }

    private static void write(Process process, String input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading all of its input; its exit code tells whether that matters.
        }
    }

    private static String readError(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
