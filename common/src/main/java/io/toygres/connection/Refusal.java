package io.toygres.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is answered to that which is no request, as RFC 9457 has it; api-service's {@code ProblemCode} has the same codes. */
enum Refusal {
    BAD_REQUEST(400, "The request could not be read", "It is no request of HTTP/1.1.", "Send it as RFC 9112 says."),
    REQUEST_TIMEOUT(
            408,
            "The request did not come to its end",
            "Its headers did not come in time.",
            "Send it again, headers and body at once."),
    ADDRESS_TOO_LONG(
            414,
            "The address is too long",
            "It is longer than this port reads.",
            "Send at most 8 KiB, and what is longer in a body."),
    HEADERS_TOO_LARGE(
            431,
            "The headers are too large",
            "They are larger than this port reads.",
            "Send at most 16 KiB of them, cookies included.");

    /** Until the client has read it: one that still sends would lose it when the connection is closed. */
    private static final int LINGER_MS = 500;

    private final int status;
    private final String body;

    Refusal(int status, String title, String detail, String remedy) {
        String type = "urn:toygres:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.status = status;
        this.body = """
                {"type":"%s","title":"%s","status":%d,"code":"%s","detail":"%s","remedy":"%s"}""".formatted(type, title, status, name(), detail, remedy);
    }

    /** @param cause why the codec could not read it */
    static Refusal of(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> ADDRESS_TOO_LONG;
            case TooLongHttpHeaderException _ -> HEADERS_TOO_LARGE;
            default -> BAD_REQUEST;
        };
    }

    void answer(ChannelHandlerContext context) {
        byte[] bytes = body.getBytes(UTF_8);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff");
        var _ = context.writeAndFlush(response);
        var _ = context.executor().schedule(() -> close(context), LINGER_MS, TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }
}
