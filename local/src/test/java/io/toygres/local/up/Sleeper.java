package io.toygres.local.up;

import io.toygres.local.platform.LocalServer;
import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A server that serves nothing: it is ready once its shell has become the program {@code sleep}. */
record Sleeper(ChildProcess process) implements LocalServer {

    static Sleeper launch(String shell, Path log) {
        return new Sleeper(ChildProcess.start(new Command("sleeper", List.of("sh", "-c", shell), Map.of(), log)));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(() -> commandLine().startsWith("sleep"));
    }

    private String commandLine() {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid()), "cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    @Override
    public void close() {
        process.close();
    }
}
