package io.toygres.localcluster.api;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The API's port on the loopback. It is opened before there is anything to serve, because tokens name the URL; until then
 * it answers 503.
 */
public final class HttpListener implements AutoCloseable {
    private static final int LONGEST_REQUEST_LINE = 64 * 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable RequestHandler handler;

    private HttpListener(Vertx vertx, int port) throws IOException, InterruptedException {
        this.vertx = vertx;
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setTcpNoDelay(true)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setWebSocketSubProtocols(List.of(ExecEndpoint.V5, ExecEndpoint.V4));
        this.server = vertx.createHttpServer(options).requestHandler(this::receive);
        await(server.listen().toCompletionStage().toCompletableFuture());
    }

    /** @param port 0 for any free one */
    public static HttpListener open(int port) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            return new HttpListener(vertx, port);
        } catch (IOException | InterruptedException failure) {
            await(vertx.close().toCompletionStage().toCompletableFuture());
            throw failure;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public void serve(RequestHandler requests) {
        handler = requests;
    }

    private void receive(HttpServerRequest request) {
        RequestHandler current = handler;
        if (current == null) {
            var unused = request.response().setStatusCode(503).end();
            return;
        }
        if (SocketClient.wanted(request)) {
            request.pause();
            threads.execute(() -> current.handle(request, new byte[0]));
            return;
        }
        var unused = request.body().onSuccess(body -> threads.execute(() -> current.handle(request, body.getBytes())));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        var unused = vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void await(CompletableFuture<?> future) throws IOException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }
}
