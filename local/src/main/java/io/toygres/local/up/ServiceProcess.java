package io.toygres.local.up;

import io.toygres.local.platform.LocalServer;
import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One of the services.
 *
 * @param readiness address that answers 200 once it serves
 */
record ServiceProcess(ChildProcess process, URI readiness) implements LocalServer {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** @param management the port of its health */
    static ServiceProcess launch(Command command, int management) {
        URI readiness = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
        return new ServiceProcess(ChildProcess.start(command), readiness);
    }

    @Override
    public void awaitReady() {
        process.awaitReady(this::isReady);
    }

    private boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(readiness)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + process.name(), e);
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
