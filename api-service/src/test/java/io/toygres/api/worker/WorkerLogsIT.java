package io.toygres.api.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.internal.InternalToken;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class WorkerLogsIT {

    /** Several times what the breaker looks at. */
    private static final int QUESTIONS = 24;

    @Inject
    FakeWorker worker;

    @Inject
    WorkersConfig config;

    @Inject
    InternalToken token;

    @Test
    void passesTheWorkersTextOn() throws IOException {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        HttpServer server = imageService("/internal/images/" + image + "/logs", 200, "dumping orders…\n");
        try {
            Response logs = Api.get("/api/images/" + image + "/logs");

            assertThat(logs.statusCode()).isEqualTo(200);
            assertThat(logs.contentType()).startsWith("text/plain");
            assertThat(new String(logs.asByteArray(), UTF_8)).isEqualTo("dumping orders…\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatNoPodIsLeft() throws IOException {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        HttpServer server = imageService("/internal/images/" + image + "/logs", 404, "");
        try {
            Api.refused(Api.get("/api/images/" + image + "/logs"), 404, "LOGS_NOT_FOUND", null);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void handsOutWhatAFailedOperationKeptOnceThePodsAreGone() throws IOException {
        Response accepted =
                Api.post("/api/images", Api.imageBody(Api.newName(), worker.runningInstance(Api.newName())));
        ImageId image = ImageId.parse(Api.accepted(accepted).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(accepted));
        var failure = new Failure(ErrorCode.DUMP_FAILED, "It ended.").withLogTail("pg_dump: error: no");
        worker.report(new ImageFailed(operation, image, failure), 1);
        worker.awaitStatus(operation, "failed");
        HttpServer server = imageService("/internal/images/" + image + "/logs", 404, "");
        try {
            assertThat(Api.get("/api/images/" + image + "/logs").asString())
                    .contains("no pod is left")
                    .endsWith("pg_dump: error: no\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatTheWorkerIsAway() {
        InstanceId instance = worker.runningInstance(Api.newName());

        Response away = Api.get("/api/instances/" + instance + "/logs");

        Api.refused(away, 503, "WORKER_UNAVAILABLE", null);
        assertThat(away.header("Retry-After")).isNotNull();
    }

    @Test
    void aWorkerThatNeverAnswersIsLeftAloneUntilItAnswersAgain() throws IOException {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = server();
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        server.start();
        try {
            askForNothing(image);
            asked.set(0);
            askForNothing(image);
        } finally {
            server.stop(0);
        }

        // Now and then one is let through, to see whether it answers again.
        assertThat(asked).hasValueLessThan(QUESTIONS);
        awaitAnswer(image);
    }

    /** With it the breaker is as the other tests, which share it, expect it. */
    private void awaitAnswer(ImageId image) throws IOException {
        String logs = "/api/images/" + image + "/logs";
        HttpServer server = imageService("/internal/images/" + image + "/logs", 200, "back\n");
        try {
            FakeWorker.await(() -> Optional.of(Api.get(logs)).filter(answer -> answer.statusCode() == 200));
        } finally {
            server.stop(0);
        }
    }

    /** At once, so that on a busy machine, too, they come while the worker is left alone. */
    private static void askForNothing(ImageId image) {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < QUESTIONS; i++) {
                clients.execute(
                        () -> Api.refused(Api.get("/api/images/" + image + "/logs"), 503, "WORKER_UNAVAILABLE", null));
            }
        }
    }

    @Test
    void asksNobodyAboutWhatIsNotThere() {
        Api.refused(Api.get("/api/images/" + ImageId.random() + "/logs"), 404, "IMAGE_NOT_FOUND", null);
        Api.refused(Api.get("/api/instances/" + InstanceId.random() + "/logs"), 404, "INSTANCE_NOT_FOUND", null);
    }

    private HttpServer imageService(String path, int status, String text) throws IOException {
        HttpServer server = server();
        server.createContext(path, exchange -> {
            assertThat(token.accepts(exchange.getRequestHeaders().getFirst("Authorization")))
                    .isTrue();
            byte[] body = text.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private HttpServer server() throws IOException {
        return HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), config.imageUrl().getPort()),
                0);
    }
}
