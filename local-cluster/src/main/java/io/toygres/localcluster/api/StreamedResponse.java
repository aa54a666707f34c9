package io.toygres.localcluster.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** A chunked response that goes on for long: each write waits until the connection has taken it. */
final class StreamedResponse implements WatchEndpoint.Client {
    private final HttpServerResponse response;
    private volatile boolean gone;

    StreamedResponse(HttpServerRequest request, String contentType) throws IOException, InterruptedException {
        this.response = request.response();
        response.setChunked(true).putHeader("Content-Type", contentType);
        response.closeHandler(closed -> gone = true);
        response.exceptionHandler(broken -> gone = true);
    }

    /** Sends the head alone, so that the client knows that the stream has begun. */
    @Override
    public void begin() throws IOException, InterruptedException {
        write(Buffer.buffer());
    }

    @Override
    public void send(byte[] event) throws IOException, InterruptedException {
        write(Buffer.buffer(event).appendByte((byte) '\n'));
    }

    void text(byte[] text) throws IOException, InterruptedException {
        if (text.length > 0) {
            write(Buffer.buffer(text));
        } else if (gone) {
            throw new IOException("the client has gone");
        }
    }

    @Override
    public boolean gone() {
        return gone;
    }

    void end() {
        if (!gone) {
            var unused = response.end();
        }
    }

    private void write(Buffer buffer) throws IOException, InterruptedException {
        if (gone) {
            throw new IOException("the client has gone");
        }
        try {
            response.write(buffer).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }
}
