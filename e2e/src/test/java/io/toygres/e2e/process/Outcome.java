package io.toygres.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How a program ended, and everything it wrote. */
public record Outcome(int exitCode, String output) {

    /** A program that does not end would hold the whole suite up. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    public static Outcome of(List<String> command) {
        return of(command, Map.of());
    }

    /** @param environment beside that of this process; for what must not be an argument */
    public static Outcome of(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("outcome", ".log");
            try {
                return run(command, environment, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    /** Into a file: whoever reads a pipe can't be interrupted. */
    private static Outcome run(List<String> command, Map<String, String> environment, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended;
        try {
            ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        // Not readString: a program may write bytes of no encoding.
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        if (!ended) {
            throw new IllegalStateException(command.getFirst() + " did not end within " + LONGEST + ":\n" + text);
        }
        return new Outcome(process.exitValue(), text);
    }

    public static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
