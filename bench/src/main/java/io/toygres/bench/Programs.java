package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the plain programs that a backup is measured beside. */
final class Programs {

    private Programs() {}

    /** Runs it to its end; its output goes nowhere. @throws IllegalStateException when it fails, with what it said */
    static void run(Map<String, String> environment, List<String> command) {
        Process process = start(environment, command, ProcessBuilder.Redirect.PIPE);
        try {
            process.getOutputStream().close();
            var said = new Thread[1];
            StringBuilder errors = new StringBuilder();
            said[0] = Thread.ofVirtual().start(() -> errors.append(text(process)));
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            int code = process.waitFor();
            said[0].join();
            if (code != 0) {
                throw new IllegalStateException(command.getFirst() + " ended with " + code + ": " + errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** PostgreSQL's server programs refuse to run as root: in a user namespace of their own they are somebody else. */
    static List<String> asNobody(List<String> command) {
        List<String> all = new ArrayList<>(List.of("bwrap", "--die-with-parent", "--dev-bind", "/", "/"));
        all.addAll(List.of("--unshare-user", "--uid", "65534", "--gid", "65534", "--"));
        all.addAll(command);
        return all;
    }

    static Process start(Map<String, String> environment, List<String> command, ProcessBuilder.Redirect errors) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
