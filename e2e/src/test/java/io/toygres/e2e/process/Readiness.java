package io.toygres.e2e.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits until a service serves. */
public final class Readiness {

    /** A start takes seconds on a quiet machine. */
    private static final Duration BOUND = Duration.ofMinutes(4);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Readiness() {}

    /** @param lives whether the process is there at all, or will be started again */
    public static void await(String name, URI url, BooleanSupplier lives) throws InterruptedException {
        Instant deadline = Instant.now().plus(BOUND);
        while (!isReady(url)) {
            if (!lives.getAsBoolean() || Instant.now().isAfter(deadline)) {
                throw new AssertionError(name + " did not become ready at " + url);
            }
            Thread.sleep(PAUSE);
        }
    }

    /** @param url of its management port */
    static boolean isReady(URI url) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
