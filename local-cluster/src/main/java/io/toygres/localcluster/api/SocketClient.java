package io.toygres.localcluster.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** A client that has upgraded to a WebSocket: one text frame per watch event, or binary frames for exec. */
final class SocketClient implements WatchEndpoint.Client, AutoCloseable {
    private final ServerWebSocket socket;
    private final Context context;
    private volatile boolean gone;

    private SocketClient(ServerWebSocket socket, Context context) {
        this.socket = socket;
        this.context = context;
        socket.closeHandler(closed -> gone = true);
        socket.exceptionHandler(broken -> gone = true);
    }

    static boolean wanted(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /**
     * Frames wait until somebody takes them. The upgrade is made on the connection's event loop, which thus pauses the socket
     * before it can read the client's first frame.
     */
    static SocketClient accept(HttpServerRequest request) throws IOException, InterruptedException {
        Context context = ((HttpServerRequestInternal) request).context();
        Promise<ServerWebSocket> upgraded = Promise.promise();
        context.runOnContext(
                _ -> request.toWebSocket().onSuccess(ServerWebSocket::pause).onComplete(upgraded));
        return new SocketClient(await(upgraded.future()), context);
    }

    /**
     * Takes one frame after the other, each on a thread that may block for as long as nobody reads what was in it. The event loop
     * may not: it also sends what comes back, without which a program like {@code cat} reads no more.
     */
    void receive(Consumer<Buffer> frames) {
        socket.binaryMessageHandler(frame -> take(frame, frames));
        socket.textMessageHandler(text -> take(Buffer.buffer(text), frames));
        socket.resume();
    }

    private void take(Buffer frame, Consumer<Buffer> frames) {
        socket.pause();
        Thread.ofPlatform().daemon().name("exec-input").start(() -> {
            frames.accept(frame);
            context.runOnContext(_ -> socket.resume());
        });
    }

    String protocol() {
        return String.valueOf(socket.subProtocol());
    }

    /** The upgrade has told it. What the client sends is ignored; that it closes is noticed. */
    @Override
    public void begin() {
        socket.resume();
    }

    @Override
    public void send(byte[] event) throws IOException, InterruptedException {
        var unused = await(socket.writeTextMessage(new String(event, StandardCharsets.UTF_8)));
    }

    void sendBinary(Buffer frame) throws IOException, InterruptedException {
        var unused = await(socket.writeBinaryMessage(frame));
    }

    @Override
    public boolean gone() {
        return gone;
    }

    void onClose(Runnable action) {
        socket.closeHandler(closed -> {
            gone = true;
            action.run();
        });
        if (socket.isClosed()) {
            action.run();
        }
    }

    @Override
    public void close() {
        if (!gone) {
            var unused = socket.close();
        }
    }

    private static <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }
}
