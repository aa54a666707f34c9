package io.toygres.local.up;

import io.toygres.local.platform.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A function of {@code ./toygres}, run by itself.
 *
 * @param output standard output and error
 */
record ScriptPart(int exitCode, String output) {

    /**
     * Runs commands after the parts of the script have been read.
     *
     * @param folder working folder, and also where the script's own folders are
     */
    static ScriptPart run(Path folder, Map<String, String> environment, String commands) throws Exception {
        String script = """
                set -Eeuo pipefail
                root=%1$s tools=%2$s TOYGRES_STATE=%2$s/state
                for part in output jdk needs system look access tests; do source "$root/local/script/$part.sh"; done
                %3$s
                """.formatted(Checkout.here().root(), folder, commands);
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return of(builder);
    }

    private static ScriptPart of(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ScriptPart(process.waitFor(), output);
    }
}
