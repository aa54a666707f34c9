package io.toygres.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Between the codec of HTTP/1.1 and Vert.x: counts the requests whose headers have come and those that are answered, and refuses by itself
 * what the codec could not read.
 */
final class RequestHeads extends ChannelDuplexHandler {

    private @Nullable ChannelHandlerContext place;
    private long seen;
    private int unanswered;
    private boolean refused;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        place = context;
    }

    long seen() {
        return seen;
    }

    boolean isNothingAnswered() {
        return unanswered == 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (refused) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            seen++;
            read(context, request);
        } else {
            super.channelRead(context, message);
        }
    }

    private void read(ChannelHandlerContext context, HttpRequest request) throws Exception {
        if (request.decoderResult().isFailure() && isNothingAnswered()) {
            ReferenceCountUtil.release(request);
            refuse(Refusal.of(request.decoderResult().cause()));
        } else {
            unanswered++;
            super.channelRead(context, request);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            unanswered--;
        }
        super.write(context, message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** What comes after it is not read any more. */
    void refuse(Refusal refusal) {
        refused = true;
        refusal.answer(Objects.requireNonNull(place));
    }
}
