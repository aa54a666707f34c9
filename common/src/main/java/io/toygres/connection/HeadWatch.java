package io.toygres.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request does not come to the end of its headers in time, however often a byte of it comes. A request that is
 * being answered, be it for hours, and a connection that rests between two requests are left alone.
 */
final class HeadWatch extends ChannelInboundHandlerAdapter {

    private final Duration timeout;
    private final RequestHeads heads = new RequestHeads();

    private FrameWatch frames = new FrameWatch();
    private int sniffed;
    private @Nullable ScheduledFuture<?> end;

    HeadWatch(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            sniff(context, bytes);
            if (isHttp1(context.pipeline())) {
                readHttp1(context, bytes);
            } else {
                readFrames(context, bytes);
            }
        } else {
            super.channelRead(context, message);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        forget();
    }

    /** Until Vert.x knows which HTTP it is, it gets byte for byte, so that no request passes before {@link RequestHeads} is in its place. */
    private void sniff(ChannelHandlerContext context, ByteBuf bytes) throws Exception {
        while (!isHttp1(context.pipeline()) && sniffed < FrameWatch.PREFACE && bytes.isReadable(2)) {
            sniffed++;
            ByteBuf one = bytes.readRetainedSlice(1);
            frames.read(one);
            super.channelRead(context, one);
        }
        if (isHttp1(context.pipeline()) && context.pipeline().context(heads) == null) {
            frames = new FrameWatch();
            context.pipeline().addBefore(context.pipeline().lastContext().name(), null, heads);
        }
    }

    private static boolean isHttp1(ChannelPipeline pipeline) {
        return pipeline.context(HttpRequestDecoder.class) != null;
    }

    private void readHttp1(ChannelHandlerContext context, ByteBuf bytes) throws Exception {
        long before = heads.seen();
        super.channelRead(context, bytes);
        if (heads.seen() != before) {
            forget();
        } else if (heads.isNothingAnswered()) {
            expect(context);
        }
    }

    private void readFrames(ChannelHandlerContext context, ByteBuf bytes) throws Exception {
        long before = frames.whole();
        frames.read(bytes);
        super.channelRead(context, bytes);
        if (frames.whole() != before) {
            forget();
        }
        if (frames.isInside()) {
            expect(context);
        }
    }

    private void expect(ChannelHandlerContext context) {
        if (end == null) {
            end = context.executor().schedule(() -> end(context), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void forget() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }

    private void end(ChannelHandlerContext context) {
        boolean inPlace = context.pipeline().context(heads) != null;
        if (inPlace && isHttp1(context.pipeline()) && heads.isNothingAnswered()) {
            heads.refuse(Refusal.REQUEST_TIMEOUT);
        } else {
            var _ = context.close();
        }
    }
}
