package io.toygres.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class WebhookE2E {

    private static final Path EXAMPLE = Path.of("../docs/examples/webhook.mjs");

    @Test
    void theExampleIsToldOfAChangeByASignedEvent(Toygres toygres, SmallSource small) throws IOException {
        assumeTrue(toygres.system().url().getHost().equals("127.0.0.1"), "only a system of this machine reaches it");
        int port = freePort();
        JsonNode created = toygres.api()
                .send(
                        "POST",
                        "/api/webhooks",
                        Map.of("url", "http://127.0.0.1:" + port + "/", "types", List.of("instance.running")))
                .body();
        String webhook = created.at("/webhook/id").asText();
        try {
            String instance = small.instance().id().toString();
            var command = new ProcessBuilder("node", EXAMPLE.toString(), Integer.toString(port));
            command.environment()
                    .put("TOYGRES_WEBHOOK_SECRET", created.get("secret").asText());
            assertTold(command.redirectErrorStream(true), instance, () -> toygres.api()
                    .send("PATCH", "/api/instances/" + instance, Map.of("description", Toygres.unique("told"))));
        } finally {
            toygres.api().send("DELETE", "/api/webhooks/" + webhook, null);
        }
    }

    private static void assertTold(ProcessBuilder example, String instance, Runnable change) throws IOException {
        Process process = example.start();
        try (BufferedReader output = process.inputReader()) {
            change.run();
            boolean told = output.lines()
                    .peek(System.out::println)
                    .anyMatch(line -> line.endsWith(" toygres.change.instance.running.v1 " + instance));
            assertThat(told).as("the example was told of %s", instance).isTrue();
        } finally {
            process.destroy();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
